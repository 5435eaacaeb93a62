namespace Sts.Agents.Local.Model;

/// <summary>The features that a model knows. Any other one is as good as not there.</summary>
internal sealed class FeatureIndex
{
    private readonly Dictionary<uint, int> _numbers;

    /// <param name="features">The features, in the order of their numbers.</param>
    public FeatureIndex(uint[] features)
    {
        Features = features;
        _numbers = new Dictionary<uint, int>(features.Length);
        foreach (var feature in features)
            _numbers.Add(feature, _numbers.Count);
    }

    /// <summary>The features, in the order of their numbers.</summary>
    public uint[] Features { get; }

    /// <summary>Writes the numbers of those that are known; returns how many these are.</summary>
    public int Find(ReadOnlySpan<uint> features, Span<int> numbers)
    {
        var known = 0;
        foreach (var feature in features)
        {
            if (_numbers.TryGetValue(feature, out var number))
                numbers[known++] = number;
        }

        return known;
    }

    /// <summary>The numbers of those that are known.</summary>
    public int[] Find(ReadOnlySpan<uint> features)
    {
        var numbers = new int[features.Length];
        return numbers[..Find(features, numbers)];
    }
}
