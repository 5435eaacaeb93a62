namespace Sts.Agents.Local.Model;

/// <summary>
/// What words mean to an assistant, as far as <c>words.txt</c> tells: what it can have a hand in, what takes hands, and who talks to whom. Form
/// alone can't tell "pass me the towel" from "play me the album". Of the many other words, <c>senses.txt</c> tells the kind.
/// </summary>
internal static class WordMeanings
{
    private const string Possessive = "'s";

    // What is seldom followed by a noun without an article. The beginning of an utterance is like that as well.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeVerbs = new HashSet<string>(
        "please you to and or then can could will would shall should must i we they he she don't dont not never let's lets just me him her them us go hey so".Split(' '))
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly WordList Meanings = WordList.ReadEmbedded("words.txt");
    private static readonly WordList Senses = WordList.ReadEmbedded("senses.txt");

    /// <summary>The classes of <c>words.txt</c>, each with its words.</summary>
    public static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Classes => Meanings.Classes;

    /// <summary>
    /// Writes a symbol for each word, or for two that are one: its class, or else its kind, or else what <see cref="WordClasses"/> makes of it. Returns
    /// how many there are.
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
            if (i + 1 < words.Count && Meanings.TryFindThing(words.Pair(i), out symbols[count]))
                i++;
            else
                symbols[count] = Find(words, i, out known[count]);
        }

        return count;
    }

    private static uint Find(FeatureText words, int i, out bool known)
    {
        var word = words[i];
        known = false;
        if (WordClasses.IsFunction(word))
            return FeatureHash.Of(word);

        var verbLikely = i == 0 || BeforeVerbs.Contains(words[i - 1]);
        known = Meanings.TryFind(word, verbLikely, out var symbol);
        if (known || Senses.TryFind(word, verbLikely, out symbol))
            return symbol;
        var owner = word.EndsWith(Possessive) && Senses.TryFindThing(word[..^Possessive.Length], out symbol);
        return owner ? symbol : FeatureHash.Of(WordClasses.Of(word));
    }
}
