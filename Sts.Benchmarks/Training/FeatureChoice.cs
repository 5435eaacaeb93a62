using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary>Chooses the features to learn: what occurs often enough.</summary>
internal static class FeatureChoice
{
    // 40 bytes each in the file.
    private const int Most = 200_000;
    private const int FewestOccurrences = 2;

    /// <summary>The most frequent features of some utterances, each of these by its weight, in ascending order.</summary>
    public static FeatureIndex Of(IEnumerable<(uint[] Features, double Weight)> utterances)
    {
        var counts = new Dictionary<uint, (int Times, double Weight)>();
        foreach (var (features, weight) in utterances)
        {
            foreach (var feature in features)
            {
                var (times, sum) = counts.GetValueOrDefault(feature);
                counts[feature] = (times + 1, sum + weight);
            }
        }

        return new FeatureIndex([.. counts
            .Where(pair => pair.Value.Times >= FewestOccurrences)
            .OrderByDescending(pair => pair.Value.Weight).ThenBy(pair => pair.Key)
            .Take(Most).Select(pair => pair.Key).Order()]);
    }
}
