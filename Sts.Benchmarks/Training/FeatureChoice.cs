using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary>Chooses the features to learn: what occurs often enough.</summary>
internal static class FeatureChoice
{
    // 16 bytes each in the file: this keeps it below a megabyte.
    private const int Most = 64_000;
    private const int FewestOccurrences = 3;

    /// <summary>The most frequent features of some utterances, in ascending order.</summary>
    public static FeatureIndex Of(IEnumerable<uint[]> utterances)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var feature in utterances.SelectMany(features => features))
            counts[feature] = counts.GetValueOrDefault(feature) + 1;
        return new FeatureIndex([.. counts
            .Where(pair => pair.Value >= FewestOccurrences)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
            .Take(Most).Select(pair => pair.Key).Order()]);
    }
}
