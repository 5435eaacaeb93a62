namespace Sts.Agents.Local.Model;

/// <summary>
/// What words mean to an assistant, as far as <c>words.txt</c> tells: what it can have a hand in, what takes hands, and who talks to whom. Form
/// alone can't tell "pass me the towel" from "play me the album".
/// </summary>
internal static class WordMeanings
{
    private const string Resource = "Sts.Agents.Local.Model.words.txt";

    // What is seldom followed by a noun without an article. The beginning of an utterance is like that as well.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeVerbs = new HashSet<string>(
        "please you to and or then can could will would shall should must i we they he she don't dont not never let's lets just me him her them us go hey so".Split(' '))
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Dictionary<string, IReadOnlyList<string>> Lists = [];
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Things;
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Acts;

    static WordMeanings()
    {
        var (things, acts) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var (current, name) = (things, "");
        foreach (var line in Lines())
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] == '[')
            {
                current = line == "[acts]" ? acts : things;
                continue;
            }

            if (colon > 0)
                name = line[..colon];
            var words = line[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var word in words)
                current.TryAdd(Together(word), name);
            Lists[name] = [.. Lists.GetValueOrDefault(name, []), .. words];
        }

        (Things, Acts) = (things.GetAlternateLookup<ReadOnlySpan<char>>(), acts.GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>The classes, each with its words.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Classes => Lists;

    /// <summary>
    /// Writes a symbol for each word, or for two that are one: its class, or else what <see cref="WordClasses"/> makes of it. Returns how many
    /// there are.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <param name="symbols">Room for as many symbols as there are words.</param>
    /// <param name="known">Set for those that have a class.</param>
    public static int Read(FeatureText words, Span<uint> symbols, Span<bool> known)
    {
        var count = 0;
        for (var i = 0; i < words.Count; i++, count++)
        {
            known[count] = true;
            if (i + 1 < words.Count && Things.TryGetValue(words.Pair(i), out var name))
            {
                symbols[count] = FeatureHash.Of(name);
                i++;
                continue;
            }

            known[count] = Find(words, i, out name);
            symbols[count] = FeatureHash.Of(known[count] ? name : WordClasses.Of(words[i]));
        }

        return count;
    }

    private static bool Find(FeatureText words, int i, out string name)
    {
        if (WordClasses.IsFunction(words[i]))
        {
            name = "";
            return false;
        }

        var verbLikely = i == 0 || BeforeVerbs.Contains(words[i - 1]);
        return verbLikely && Acts.TryGetValue(words[i], out name!) || Things.TryGetValue(words[i], out name!) || Acts.TryGetValue(words[i], out name!);
    }

    private static string Together(string words) => words.Replace(" ", "", StringComparison.Ordinal);

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(WordMeanings).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
