namespace Sts.Benchmarks.Summaries;

/// <summary>
/// How much of a reference summary a summary has, and how much besides: ROUGE-N and ROUGE-L as Lin defined them ("ROUGE: A Package for
/// Automatic Evaluation of Summaries", 2004), on words in lower case, without stemming and with stop words. The figure is F1.
/// </summary>
internal static class Rouge
{
    /// <summary>ROUGE-N: sequences of <paramref name="length"/> words that both have, each as often as both have it.</summary>
    public static double N(int length, string summary, string reference)
    {
        var (ours, theirs) = (Sequences(length, Words(summary)), Sequences(length, Words(reference)));
        var common = ours.Sum(pair => Math.Min(pair.Value, theirs.GetValueOrDefault(pair.Key)));
        return F1(common, ours.Values.Sum(), theirs.Values.Sum());
    }

    /// <summary>ROUGE-L: the longest sequence of words that both have in this order, others between them allowed.</summary>
    public static double L(string summary, string reference)
    {
        var (ours, theirs) = (Words(summary), Words(reference));
        return F1(LongestCommon(ours, theirs), ours.Length, theirs.Length);
    }

    /// <summary>The words of a text, in lower case.</summary>
    public static string[] Words(string text) => new string([.. text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, int> Sequences(int length, string[] words) => Enumerable.Range(0, Math.Max(0, words.Length - length + 1))
        .Select(start => string.Join(' ', words.AsSpan(start, length)))
        .CountBy(sequence => sequence).ToDictionary();

    private static int LongestCommon(string[] ours, string[] theirs)
    {
        var lengths = new int[theirs.Length + 1];
        foreach (var word in ours)
        {
            var diagonal = 0;
            for (var j = 1; j <= theirs.Length; j++)
            {
                var above = lengths[j];
                lengths[j] = word == theirs[j - 1] ? diagonal + 1 : Math.Max(above, lengths[j - 1]);
                diagonal = above;
            }
        }

        return lengths[^1];
    }

    private static double F1(int common, int ours, int theirs) => ours + theirs == 0 ? 0 : 2.0 * common / (ours + theirs);
}
