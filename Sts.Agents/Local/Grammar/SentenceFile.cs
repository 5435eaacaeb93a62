using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sts.Agents.Local.Grammar;

/// <summary>Reads sentence files, which are YAML: <c>words</c>, <c>sentences</c> and <c>excluded</c>; see docs/local-grammar.md.</summary>
internal sealed class SentenceFile
{
    private static readonly string[] SentenceKeys = ["id", "category", "say", "silences", "is"];
    private static readonly string[] FileKeys = ["words", "sentences", "excluded"];

    private readonly string _name;

    private SentenceFile(string name) => _name = name;

    /// <summary>The classes of words that the file defines.</summary>
    public List<GrammarLine> Words { get; } = [];

    /// <summary>Its sentences, one for each pattern.</summary>
    public List<SentenceLine> Sentences { get; } = [];

    /// <exception cref="FormatException">It is no such file; the message names file, line and reason.</exception>
    public static SentenceFile Read(GrammarFile file)
    {
        var read = new SentenceFile(file.Name);
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(file.Text));
            if (yaml.Documents is [var document, ..])
                read.Read(document.RootNode);
        }
        catch (YamlException e)
        {
            throw new FormatException($"{file.Name}({e.Start.Line}): {e.Message}", e);
        }

        return read;
    }

    private void Read(YamlNode root)
    {
        foreach (var (key, value) in Pairs(root, FileKeys))
        {
            if (key == "words")
                Words.AddRange(Pairs(value, allowed: null).Select(pair => Line(pair.Value, $"@{pair.Key}", Text(pair.Value))));
            else
                foreach (var sentence in Items(value))
                    AddSentence(sentence, excluded: key == "excluded");
        }
    }

    private void AddSentence(YamlNode node, bool excluded)
    {
        var parts = Pairs(node, SentenceKeys).ToDictionary(pair => pair.Key, pair => pair.Value);
        if (!parts.TryGetValue("id", out var id) || !parts.TryGetValue("is", out var patterns))
            throw Error(node, "a sentence needs 'id' and 'is'");
        foreach (var pattern in patterns is YamlSequenceNode list ? list.Children : [patterns])
        {
            Sentences.Add(new SentenceLine(
                Line(pattern, Text(id), Text(pattern)), excluded, Optional(parts, "category"), Optional(parts, "say"), Flag(parts, "silences")));
        }
    }

    private string? Optional(Dictionary<string, YamlNode> parts, string key) => parts.TryGetValue(key, out var node) ? Text(node) : null;

    private bool Flag(Dictionary<string, YamlNode> parts, string key) =>
        parts.TryGetValue(key, out var node) && (bool.TryParse(Text(node), out var flag) ? flag : throw Error(node, $"'{key}' is true or false"));

    private IEnumerable<(string Key, YamlNode Value)> Pairs(YamlNode node, string[]? allowed)
    {
        if (node is not YamlMappingNode mapping)
            throw Error(node, "expected 'name: value'");
        foreach (var (key, value) in mapping.Children)
        {
            if (allowed?.Contains(Text(key)) == false)
                throw Error(key, $"'{Text(key)}' is none of {string.Join(", ", allowed)}");
            yield return (Text(key), value);
        }
    }

    private IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : throw Error(node, "expected a list, a line '- id: …' for each sentence");

    private string Text(YamlNode node) => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Error(node, "expected a text; put it in quotes if it begins with @ or {");

    private GrammarLine Line(YamlNode node, string left, string right) => new(_name, (int)node.Start.Line, "sentences", left, right);

    private FormatException Error(YamlNode node, string reason) => new($"{_name}({node.Start.Line}): {reason}");
}
