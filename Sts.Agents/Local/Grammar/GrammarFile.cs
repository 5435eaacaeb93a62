namespace Sts.Agents.Local.Grammar;

/// <summary>A rule file: its name, for messages, and its text.</summary>
internal sealed record GrammarFile(string Name, string Text)
{
    private const string Suffix = ".grammar";

    /// <summary>Reads the rule files that are built into this assembly.</summary>
    public static IEnumerable<GrammarFile> Embedded()
    {
        var assembly = typeof(GrammarFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new GrammarFile(name, reader.ReadToEnd());
        }
    }
}
