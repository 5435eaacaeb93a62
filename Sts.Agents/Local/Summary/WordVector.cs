using System.Globalization;

namespace Sts.Agents.Local.Summary;

/// <summary>The content words of an utterance, weighted by how rare they are in the session and scaled to length one.</summary>
internal sealed class WordVector
{
    private const int MaxCharacters = 2000;

    private readonly Dictionary<string, double> _weights;

    private WordVector(Dictionary<string, double> weights, double norm)
    {
        Norm = norm;
        _weights = weights;
        foreach (var word in _weights.Keys)
            _weights[word] /= norm;
    }

    /// <summary>The length before scaling: how much rare matter there is.</summary>
    public double Norm { get; }

    /// <summary>Returns one vector per text, in order; null for a text without content words.</summary>
    public static IReadOnlyList<WordVector?> Create(IReadOnlyList<string> texts)
    {
        var counts = texts.Select(CountWords).ToList();
        var occurrences = counts.SelectMany(words => words.Keys).CountBy(word => word).ToDictionary();
        return counts.ConvertAll(words => Weigh(words, occurrences, texts.Count));
    }

    /// <summary>Cosine of the angle between the two: 0 for nothing in common, 1 for the same words.</summary>
    public double Similarity(WordVector other)
    {
        var (few, many) = _weights.Count <= other._weights.Count ? (_weights, other._weights) : (other._weights, _weights);
        var sum = 0.0;
        foreach (var (word, weight) in few)
            sum += many.TryGetValue(word, out var otherWeight) ? weight * otherWeight : 0;
        return sum;
    }

    private static WordVector? Weigh(Dictionary<string, int> words, Dictionary<string, int> occurrences, int texts)
    {
        var weights = words.ToDictionary(word => word.Key, word => word.Value * Math.Log(1 + (double)texts / occurrences[word.Key]));
        var norm = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return norm > 0 ? new WordVector(weights, norm) : null;
    }

    private static Dictionary<string, int> CountWords(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var lower = text[..Math.Min(text.Length, MaxCharacters)].ToLower(CultureInfo.InvariantCulture);
        for (var i = 0; i < lower.Length;)
        {
            var start = i;
            while (i < lower.Length && (char.IsLetterOrDigit(lower[i]) || lower[i] is '\'' or '’'))
                i++;
            if (i - start > 1 && !Stopwords.Contains(lower.AsSpan(start, i - start)))
                counts[lower[start..i]] = counts.GetValueOrDefault(lower[start..i]) + 1;
            i = Math.Max(i, start + 1);
        }

        return counts;
    }
}
