namespace Sts.Agents.Local.Model;

/// <summary>Collects features.</summary>
internal sealed class FeatureSet
{
    private readonly List<uint> _features = new(256);

    /// <summary>Adds a feature of a kind.</summary>
    public void Add(char kind, uint hash) => _features.Add(FeatureHash.Then(kind, hash));

    /// <summary>Adds a sequence.</summary>
    public void Add(char kind, ReadOnlySpan<uint> sequence)
    {
        var hash = 0u;
        foreach (var part in sequence)
            hash = FeatureHash.Then(hash, part);
        Add(kind, hash);
    }

    /// <summary>Each feature once, in ascending order.</summary>
    public uint[] ToArray()
    {
        _features.Sort();
        var distinct = new List<uint>(_features.Count);
        foreach (var feature in _features)
        {
            if (distinct.Count == 0 || distinct[^1] != feature)
                distinct.Add(feature);
        }

        return [.. distinct];
    }
}
