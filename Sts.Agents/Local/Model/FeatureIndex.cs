using System.Numerics;

namespace Sts.Agents.Local.Model;

/// <summary>The features that a model knows. Any other one is as good as not there.</summary>
/// <remarks>
/// A hash table with open addressing. Features are hashes already, and half of its places are free, so that to look at one place is mostly enough
/// to know.
/// </remarks>
internal sealed class FeatureIndex
{
    private const int PlacesForEach = 2;
    private const int Bits = 64;

    private readonly Place[] _places;

    /// <param name="features">The features, in the order of their numbers.</param>
    public FeatureIndex(uint[] features)
    {
        Features = features;
        _places = new Place[BitOperations.RoundUpToPowerOf2((uint)Math.Max(features.Length, 1) * PlacesForEach)];
        for (var number = 0; number < features.Length; number++)
            _places[PlaceOf(features[number])] = new Place(features[number], number + 1);
    }

    /// <summary>The features, in the order of their numbers.</summary>
    public uint[] Features { get; }

    /// <summary>Writes the numbers of those that are known, each once; returns how many these are.</summary>
    public int Find(ReadOnlySpan<uint> features, Span<int> numbers)
    {
        Span<ulong> seen = stackalloc ulong[Features.Length / Bits + 1];
        var known = 0;
        foreach (var feature in features)
        {
            var number = _places[PlaceOf(feature)].NumberPlusOne - 1;
            if (number < 0)
                continue;
            ref var bits = ref seen[number / Bits];
            var bit = 1UL << (number % Bits);
            if ((bits & bit) == 0)
                numbers[known++] = number;
            bits |= bit;
        }

        return known;
    }

    /// <summary>The numbers of those that are known, each once.</summary>
    public int[] Find(ReadOnlySpan<uint> features)
    {
        var numbers = new int[features.Length];
        return numbers[..Find(features, numbers)];
    }

    // Where the feature is, or would be.
    private int PlaceOf(uint feature)
    {
        var place = (int)(feature & (uint)(_places.Length - 1));
        while (_places[place].NumberPlusOne != 0 && _places[place].Feature != feature)
            place = (place + 1) & (_places.Length - 1);
        return place;
    }

    private readonly record struct Place(uint Feature, int NumberPlusOne);
}
