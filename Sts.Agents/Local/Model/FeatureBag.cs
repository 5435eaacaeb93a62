using System.Buffers;

namespace Sts.Agents.Local.Model;

/// <summary>Collects features, each as often as it occurs, in memory that is lent and given back.</summary>
internal sealed class FeatureBag : IDisposable
{
    private const int UsualSize = 1024;

    private uint[] _features = ArrayPool<uint>.Shared.Rent(UsualSize);
    private int _count;

    /// <summary>What was added.</summary>
    public ReadOnlySpan<uint> Features => _features.AsSpan(0, _count);

    /// <summary>Adds a feature of a kind.</summary>
    public void Add(char kind, uint hash)
    {
        if (_count == _features.Length)
            Grow();
        _features[_count++] = FeatureHash.Then(kind, hash);
    }

    /// <summary>Adds a sequence.</summary>
    public void Add(char kind, ReadOnlySpan<uint> sequence)
    {
        var hash = 0u;
        foreach (var part in sequence)
            hash = FeatureHash.Then(hash, part);
        Add(kind, hash);
    }

    public void Dispose()
    {
        ArrayPool<uint>.Shared.Return(_features);
        (_features, _count) = ([], 0);
    }

    private void Grow()
    {
        var larger = ArrayPool<uint>.Shared.Rent(2 * _features.Length);
        Features.CopyTo(larger);
        ArrayPool<uint>.Shared.Return(_features);
        _features = larger;
    }
}
