using System.Globalization;
using System.Text.RegularExpressions;

namespace Sts.Agents.Local.Grammar;

/// <summary>Reads the pattern language of the rule files.</summary>
/// <remarks>
/// <c>word</c>, <c>@class</c>, <c>#</c> a number, <c>(a | b c)</c> alternatives, <c>x?</c> optional, <c>^</c> beginning, <c>$</c> end,
/// <c>_</c> any word, <c>{2,5}</c> two to five words, <c>..</c> up to three words, <c>...</c> any number of words,
/// <c>&lt;name pattern&gt;</c> a slot, <c>&lt;name 1..60&gt;</c> a slot for a number in a range.
/// </remarks>
internal sealed partial class PatternParser
{
    private readonly Func<string, PatternNode> _classes;
    private readonly Vocabulary _vocabulary;
    private readonly List<string> _symbols;
    private int _next;

    private PatternParser(string pattern, Vocabulary vocabulary, Func<string, PatternNode> classes)
    {
        _classes = classes;
        _vocabulary = vocabulary;
        _symbols = [.. Symbols().Matches(pattern).Select(match => match.Value)];
    }

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="PatternSyntaxException">The pattern is not well formed.</exception>
    public static PatternNode Parse(string pattern, Vocabulary vocabulary, Func<string, PatternNode> classes)
    {
        var parser = new PatternParser(pattern, vocabulary, classes);
        var node = parser.Alternatives();
        return parser._next == parser._symbols.Count
            ? node
            : throw new PatternSyntaxException($"unexpected '{parser._symbols[parser._next]}'");
    }

    private PatternNode Alternatives()
    {
        var words = new List<int>();
        var options = new List<PatternNode>();
        do
        {
            if (SingleWord() is { } word)
                words.Add(word);
            else
                options.Add(Sequence());
        }
        while (Accept("|"));

        if (words.Count > 0)
            options.Add(new WordNode(words));
        return options.Count == 1 ? options[0] : new AlternativesNode(options);
    }

    // The usual alternative is one plain word; all of them together are one look-up.
    private int? SingleWord()
    {
        if (_next >= _symbols.Count || !IsWord(_symbols[_next]))
            return null;
        if (_next + 1 < _symbols.Count && _symbols[_next + 1] is not ("|" or ")" or ">"))
            return null;
        return _vocabulary.Add(_symbols[_next++]);
    }

    private SequenceNode Sequence()
    {
        var parts = new List<PatternNode>();
        while (_next < _symbols.Count && _symbols[_next] is not ("|" or ")" or ">"))
        {
            var part = Primary();
            parts.Add(Accept("?") ? new OptionalNode(part) : part);
        }

        return parts.Count > 0 ? new SequenceNode(parts) : throw new PatternSyntaxException("empty alternative");
    }

    private PatternNode Primary()
    {
        var symbol = _symbols[_next++];
        return symbol switch
        {
            "(" => Group(),
            "<" => Slot(),
            "^" => new EdgeNode(atStart: true),
            "$" => new EdgeNode(atStart: false),
            "#" => new NumberNode(),
            "_" => new GapNode(1, 1),
            ".." => new GapNode(0, 3),
            "..." => new GapNode(0, TokenWindow.Capacity),
            ['{', ..] => Repetition(symbol),
            ['@', ..] => _classes(symbol[1..]),
            _ when IsWord(symbol) => new WordNode([_vocabulary.Add(symbol)]),
            _ => throw new PatternSyntaxException($"unexpected '{symbol}'"),
        };
    }

    private PatternNode Group()
    {
        var node = Alternatives();
        return Accept(")") ? node : throw new PatternSyntaxException("')' is missing");
    }

    // <name pattern> or <name 1..60>
    private SlotNode Slot()
    {
        if (_next + 1 >= _symbols.Count || !IsWord(_symbols[_next]))
            throw new PatternSyntaxException("a slot is '<name pattern>' or '<name 1..60>'");
        var name = _symbols[_next++];
        var range = char.IsAsciiDigit(_symbols[_next][0]) && _symbols[_next].Contains("..", StringComparison.Ordinal) ? Range(_symbols[_next]) : null;
        _next += range is null ? 0 : 1;
        var inner = range is null ? Alternatives() : new SpokenNumberNode(_vocabulary);
        return Accept(">") ? new SlotNode(name, inner, range) : throw new PatternSyntaxException("'>' is missing");
    }

    private static NumberRange Range(string symbol) => symbol.Split("..") is [var least, var most]
        && int.TryParse(least, CultureInfo.InvariantCulture, out var from) && int.TryParse(most, CultureInfo.InvariantCulture, out var to) && from <= to
        ? new NumberRange(from, to)
        : throw new PatternSyntaxException($"the range '{symbol}' has to be of whole numbers, the least one first");

    private static GapNode Repetition(string symbol)
    {
        var bounds = symbol.Trim('{', '}').Split(',');
        var least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
        return new GapNode(least, bounds[1].Length == 0 ? TokenWindow.Capacity : int.Parse(bounds[1], CultureInfo.InvariantCulture));
    }

    private bool Accept(string symbol)
    {
        if (_next >= _symbols.Count || _symbols[_next] != symbol)
            return false;
        _next++;
        return true;
    }

    private static bool IsWord(string symbol) => char.IsLetterOrDigit(symbol[0]);

    [GeneratedRegex(@"\d+\.\.\d+|\{\d+,\d*\}|\.\.\.|\.\.|@[\w-]+|[\w']*[^\W_][\w']*|_|[^\s]")]
    private static partial Regex Symbols();
}
