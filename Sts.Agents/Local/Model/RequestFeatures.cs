using Sts.Agents.Local.Grammar;

namespace Sts.Agents.Local.Model;

/// <summary>
/// The features of an utterance, as hashes: its words alone and in sequences of two and three, pairs with words between them, pieces of
/// words, what stands first and last, its form with the words of content made nameless, the same with what they mean, its length, and the
/// weighted rules that match.
/// </summary>
internal static class RequestFeatures
{
    private const int Shortest = 3;
    private const int Longest = 5;
    private const int LongestForm = 4;
    private const int LongestOpening = 7;
    private const int Leading = 3;
    private const int MostAfterFirst = 8;
    private const int MostFunctions = 12;
    private const int LongestMeaning = 4;
    private const int LongestMeantOpening = 6;
    private const int MostKnown = 10;
    private const int LongestCounted = 12;
    private const int LeastScore = -6;
    private const int GreatestScore = 8;

    private static readonly uint Start = FeatureHash.Of("<s>");
    private static readonly uint End = FeatureHash.Of("</s>");

    /// <summary>Returns the features, each once and in ascending order: what a model learns from.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="evidence">The rules that matched.</param>
    public static uint[] Extract(string text, Evidence evidence)
    {
        using var features = new FeatureBag();
        Collect(text, evidence, features);
        return [.. features.Features.ToArray().Distinct().Order()];
    }

    /// <summary>Collects the features.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="evidence">The rules that matched.</param>
    /// <param name="features">Where they go.</param>
    public static void Collect(string text, Evidence evidence, FeatureBag features)
    {
        Span<char> characters = stackalloc char[FeatureText.MaxCharacters];
        Span<int> ends = stackalloc int[FeatureText.MaxWords];
        var words = FeatureText.Read(text, characters, ends);
        Span<uint> sequence = stackalloc uint[FeatureText.MaxWords + 2];
        sequence = sequence[..(words.Count + 2)];
        (sequence[0], sequence[^1]) = (Start, End);

        for (var i = 0; i < words.Count; i++)
        {
            sequence[i + 1] = FeatureHash.Of(words[i]);
            AddPieces(features, words[i]);
        }

        AddWords(features, sequence);
        AddPairs(features, sequence, words);
        for (var i = 0; i < words.Count; i++)
            sequence[i + 1] = FeatureHash.Of(WordClasses.Of(words[i]));
        AddForm(features, sequence);
        AddMeanings(features, sequence, words);

        features.Add('l', (uint)Math.Min(words.Count, LongestCounted));
        features.Add('L', (uint)Math.Log2(words.Count + 1));
        AddRules(features, evidence);
    }

    private static void AddPieces(FeatureBag features, ReadOnlySpan<char> word)
    {
        Span<char> marked = stackalloc char[FeatureText.MaxCharacters + 2];
        marked = marked[..(word.Length + 2)];
        (marked[0], marked[^1]) = ('^', '$');
        word.CopyTo(marked[1..]);
        for (var i = 0; i + Shortest <= marked.Length; i++)
        {
            var hash = new FeatureHash();
            for (var end = i; end < marked.Length && end < i + Longest; end++)
            {
                hash.Append(marked[end]);
                if (end + 1 - i >= Shortest)
                    features.Add('c', hash.Value);
            }
        }
    }

    private static void AddWords(FeatureBag features, ReadOnlySpan<uint> sequence)
    {
        foreach (var word in sequence[1..^1])
            features.Add('1', word);
        for (var length = 2; length <= 3; length++)
        {
            for (var i = 0; i + length <= sequence.Length; i++)
                features.Add((char)('0' + length), sequence.Slice(i, length));
        }

        for (var i = 0; i + 2 < sequence.Length; i++)
            features.Add('k', FeatureHash.Then(sequence[i], sequence[i + 2]));
        for (var i = 1; i <= Leading && i < sequence.Length - 1; i++)
            features.Add((char)('p' + i), sequence[i]);
        features.Add('e', sequence[^2]);
    }

    // However far apart: the first word with those that follow, and function words with each other ("what … that", "tell … your").
    private static void AddPairs(FeatureBag features, ReadOnlySpan<uint> sequence, FeatureText words)
    {
        for (var i = 2; i <= MostAfterFirst && i < sequence.Length - 1; i++)
            features.Add('b', FeatureHash.Then(sequence[1], sequence[i]));

        Span<uint> functions = stackalloc uint[MostFunctions];
        var count = 0;
        for (var i = 0; i < words.Count && count < MostFunctions; i++)
        {
            if (WordClasses.IsFunction(words[i]))
                functions[count++] = sequence[i + 1];
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
                features.Add('f', FeatureHash.Then(functions[i], functions[j]));
        }
    }

    private static void AddForm(FeatureBag features, ReadOnlySpan<uint> sequence)
    {
        for (var length = 2; length <= LongestForm; length++)
        {
            for (var i = 0; i + length <= sequence.Length; i++)
                features.Add('d', sequence.Slice(i, length));
        }

        for (var length = LongestForm + 1; length <= LongestOpening && length <= sequence.Length; length++)
            features.Add('d', sequence[..length]);
    }

    // What is said about what: "pass me the OBJECT", "tell … KIN", "turn … DEVICE".
    private static void AddMeanings(FeatureBag features, Span<uint> sequence, FeatureText words)
    {
        Span<bool> known = stackalloc bool[FeatureText.MaxWords];
        sequence = sequence[..(WordMeanings.Read(words, sequence[1..], known) + 2)];
        sequence[^1] = End;
        for (var length = 1; length <= LongestMeaning; length++)
        {
            for (var i = 0; i + length <= sequence.Length; i++)
                features.Add('g', sequence.Slice(i, length));
        }

        for (var length = LongestMeaning + 1; length <= LongestMeantOpening && length <= sequence.Length; length++)
            features.Add('g', sequence[..length]);
        for (var i = 2; i < sequence.Length - 1; i++)
            features.Add('h', FeatureHash.Then(sequence[1], sequence[i]));
        AddKnown(features, sequence[1..^1], known);
    }

    private static void AddKnown(FeatureBag features, ReadOnlySpan<uint> symbols, ReadOnlySpan<bool> known)
    {
        Span<uint> classes = stackalloc uint[MostKnown];
        var count = 0;
        for (var i = 0; i < symbols.Length && count < MostKnown; i++)
        {
            if (known[i])
                classes[count++] = symbols[i];
            if (known[i] && i > 1)
                features.Add('j', [symbols[0], symbols[1], symbols[i]]);
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
                features.Add('i', FeatureHash.Then(classes[i], classes[j]));
        }
    }

    private static void AddRules(FeatureBag features, Evidence evidence)
    {
        foreach (var rule in evidence.Rules)
            features.Add('r', rule.Hash);
        features.Add('s', (uint)(int)Math.Clamp(Math.Floor(evidence.Score), LeastScore, GreatestScore));
    }
}
