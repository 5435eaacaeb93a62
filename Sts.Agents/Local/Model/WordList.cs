namespace Sts.Agents.Local.Model;

/// <summary>
/// Words by their classes, from a file: lines are CLASS: words, with commas between them, and go on in lines that begin with blanks. Two words may be one. In
/// the section [things] is what a word is, in [acts] what it is where a verb is likely.
/// </summary>
internal sealed class WordList
{
    private readonly Dictionary<string, List<string>> _classes = [];
    private readonly Dictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _things;
    private readonly Dictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _acts;

    private WordList(IEnumerable<string> lines)
    {
        var (things, acts) = (new Dictionary<string, uint>(), new Dictionary<string, uint>());
        var (section, name) = (things, "");
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line == "[acts]" ? acts : things;
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                name = line[..colon];
            var words = line[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var word in words)
                section.TryAdd(word.Replace(" ", "", StringComparison.Ordinal), FeatureHash.Of(name));
            if (!_classes.TryGetValue(name, out var all))
                _classes.Add(name, all = []);
            all.AddRange(words);
        }

        (_things, _acts) = (things.GetAlternateLookup<ReadOnlySpan<char>>(), acts.GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>The classes, each with its words.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Classes => _classes.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)pair.Value));

    /// <summary>Reads a file that is built into this assembly, beside the model.</summary>
    public static WordList ReadEmbedded(string file)
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream($"Sts.Agents.Local.Model.{file}")
            ?? throw new InvalidOperationException($"The words {file} are not built in.");
        using var reader = new StreamReader(stream);
        return new WordList(reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    /// <summary>Finds the class of what is a thing, as a hash of its name.</summary>
    /// <param name="word">A word, or two with nothing between them.</param>
    /// <param name="symbol">The class.</param>
    public bool TryFindThing(ReadOnlySpan<char> word, out uint symbol) => _things.TryGetValue(word, out symbol);

    /// <summary>Finds the class of a word, as a hash of its name.</summary>
    /// <param name="word">The word.</param>
    /// <param name="verbLikely">Whether a verb is likely where it stands.</param>
    /// <param name="symbol">The class.</param>
    public bool TryFind(ReadOnlySpan<char> word, bool verbLikely, out uint symbol) =>
        verbLikely && _acts.TryGetValue(word, out symbol) || _things.TryGetValue(word, out symbol) || _acts.TryGetValue(word, out symbol);
}
