using System.Globalization;

namespace Sts.Agents.Local.Grammar;

/// <summary>Reads rule files.</summary>
/// <remarks>
/// A line is a class of words (<c>@name = pattern</c>), the heading of a section (<c>[name]</c>), or a rule of the section
/// (<c>family.name weight = pattern</c>). In the section <c>expansions</c> a line is <c>word = words it stands for</c>. An indented
/// line continues the one above; <c>#</c> at the beginning of a line makes it a comment. Classes may be used before their definition.
/// </remarks>
internal sealed class GrammarParser
{
    private readonly Vocabulary _vocabulary = new();
    private readonly Dictionary<string, GrammarLine> _classLines = [];
    private readonly Dictionary<string, PatternNode?> _classes = [];
    private readonly Dictionary<int, int[]> _expansions = [];
    private readonly Dictionary<string, List<GrammarLine>> _ruleLines = [];
    private readonly List<SentenceLine> _sentenceLines = [];

    /// <summary>Parses the files, of rules (<c>.grammar</c>) and of sentences (<c>.yaml</c>), into one grammar.</summary>
    /// <exception cref="FormatException">A line can't be read; the message names file, line and reason.</exception>
    public static RuleGrammar Parse(params IEnumerable<GrammarFile> files)
    {
        var parser = new GrammarParser();
        foreach (var file in files)
            parser.Add(file);

        return parser.Build();
    }

    private void Add(GrammarFile file)
    {
        if (!file.HoldsSentences)
        {
            foreach (var line in GrammarLine.Read(file))
                Sort(line);
            return;
        }

        var read = SentenceFile.Read(file);
        _sentenceLines.AddRange(read.Sentences);
        foreach (var line in read.Words)
            Sort(line);
    }

    private void Sort(GrammarLine line)
    {
        if (line.Left.StartsWith('@'))
            line.Check(_classLines.TryAdd(line.Left[1..], line), $"class {line.Left} is defined twice");
        else if (line.Section == "expansions")
            _expansions[_vocabulary.Add(line.Left)] = [.. line.Right.Split(' ').Select(_vocabulary.Add)];
        else
            Rules(line.Section).Add(line);
    }

    private List<GrammarLine> Rules(string section)
    {
        if (!_ruleLines.TryGetValue(section, out var rules))
            _ruleLines.Add(section, rules = []);
        return rules;
    }

    private RuleGrammar Build()
    {
        // Before the rules, whose index has room for all words.
        var sentences = _sentenceLines.ConvertAll(sentence => new SentenceRule(
            sentence.Line.Left, sentence.Excluded, sentence.Category, sentence.Say, ParsePattern(sentence.Line))
        { Silences = sentence.Silences });
        var sections = _ruleLines.ToDictionary(section => section.Key, section => section.Value.Select(ParseRule).ToList());
        return new RuleGrammar(
            _vocabulary,
            _expansions,
            sections.ToDictionary(section => section.Key, section => new RuleSet(section.Value, _vocabulary.Size)),
            sentences);
    }

    private Rule ParseRule(GrammarLine line)
    {
        var weight = 0.0;
        var head = line.Left.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        line.Check(
            head.Length == 2 && double.TryParse(head[1], NumberStyles.Float, CultureInfo.InvariantCulture, out weight),
            "expected 'family.name weight = pattern'");
        return new Rule(head[0], weight, ParsePattern(line));
    }

    private PatternNode ParsePattern(GrammarLine line)
    {
        try
        {
            return PatternParser.Parse(line.Right, _vocabulary, Class);
        }
        catch (PatternSyntaxException e)
        {
            throw line.Error(e.Message);
        }
    }

    private PatternNode Class(string name)
    {
        if (!_classLines.TryGetValue(name, out var line))
            throw new PatternSyntaxException($"class @{name} is not defined");
        if (_classes.TryGetValue(name, out var node))
            return node ?? throw new PatternSyntaxException($"class @{name} refers to itself");

        _classes[name] = null;
        return (_classes[name] = ParsePattern(line))!;
    }
}
