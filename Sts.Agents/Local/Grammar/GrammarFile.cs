using Sts.Core.Configuration;

namespace Sts.Agents.Local.Grammar;

/// <summary>A file of rules (<c>.grammar</c>) or of sentences (<c>.yaml</c>): its name, for messages, and its text.</summary>
internal sealed record GrammarFile(string Name, string Text)
{
    private const string RuleEnding = ".grammar";
    private static readonly string[] SentenceEndings = [".yaml", ".yml"];

    /// <summary>Whether it holds sentences, and not rules.</summary>
    public bool HoldsSentences => SentenceEndings.Any(ending => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the files that are built into this assembly.</summary>
    public static IEnumerable<GrammarFile> Embedded()
    {
        var assembly = typeof(GrammarFile).Assembly;
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(RuleEnding, StringComparison.Ordinal) || SentenceEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new GrammarFile(name, reader.ReadToEnd());
        }
    }

    /// <summary>Reads the sentence files of a folder in the order of their names.</summary>
    /// <exception cref="StsConfigurationException">There is no such folder.</exception>
    public static IEnumerable<GrammarFile> InFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new StsConfigurationException($"Agents:Local:Sentences names '{folder}', but there is no such folder. Create it, or leave the setting empty.");
        return Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Where(file => SentenceEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Select(file => new GrammarFile(file, File.ReadAllText(file)));
    }

    /// <summary>All of them parsed: the users' sentences come first, so they win.</summary>
    /// <exception cref="StsConfigurationException">A file of the users can't be read; the message names file, line and reason.</exception>
    public static RuleGrammar ParseAll(string folder)
    {
        try
        {
            return GrammarParser.Parse(folder.Length == 0 ? Embedded() : InFolder(folder).Concat(Embedded()));
        }
        catch (FormatException e)
        {
            throw new StsConfigurationException($"Agents:Local:Sentences holds a file that can't be read. {e.Message}");
        }
    }
}
