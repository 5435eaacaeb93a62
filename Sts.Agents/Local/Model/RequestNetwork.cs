using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sts.Agents.Local.Model;

/// <summary>
/// Tells how likely an utterance wants something of the assistant: a linear model beside a small network of one hidden layer, both on
/// the sum of the known features over the square root of their number ("wide and deep", Cheng et al., 2016). What leads to the hidden units is
/// kept in bytes, and for each feature what one step of them is worth.
/// </summary>
internal sealed class RequestNetwork(FeatureIndex index, NetworkWeights weights)
{
    /// <summary>Version of the features and of the file; a model of another one can't be used.</summary>
    public const int Version = 3;

    private readonly int _units = weights.Output.Length;

    // One place in memory for what is needed together.
    private readonly (float Wide, float Step)[] _scales = [.. weights.Wide.Zip(weights.Steps, (wide, step) => ((float)wide, (float)step))];

    /// <summary>The features that have weights.</summary>
    public FeatureIndex Index => index;

    /// <summary>The weights.</summary>
    public NetworkWeights Weights => weights;

    /// <summary>The probability from 0 to 1 that an utterance with these features wants something. It doesn't matter how often a feature is among them.</summary>
    public double Probability(ReadOnlySpan<uint> features)
    {
        var logit = weights.Slope * Margin(features) + weights.Offset;
        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>What the probability is made of: negative speaks against, positive for.</summary>
    public double Margin(ReadOnlySpan<uint> features)
    {
        var numbers = ArrayPool<int>.Shared.Rent(features.Length);
        var known = numbers.AsSpan(0, index.Find(features, numbers));
        Span<float> hidden = stackalloc float[_units];
        var wide = 0f;
        foreach (var feature in known)
        {
            wide += _scales[feature].Wide;
            AddScaled(weights.Deep.AsSpan(feature * _units, _units), _scales[feature].Step, hidden);
        }

        var share = 1 / Math.Sqrt(Math.Max(known.Length, 1));
        ArrayPool<int>.Shared.Return(numbers);
        var margin = weights.Bias + wide * share;
        for (var unit = 0; unit < _units; unit++)
            margin += weights.Output[unit] * Math.Max(0, weights.HiddenBias[unit] + hidden[unit] * share);
        return margin;
    }

    private static void AddScaled(ReadOnlySpan<sbyte> row, float step, Span<float> sums)
    {
        var whole = row.Length - row.Length % Vector128<sbyte>.Count;
        var vectors = MemoryMarshal.Cast<float, Vector128<float>>(sums[..whole]);
        foreach (var bytes in MemoryMarshal.Cast<sbyte, Vector128<sbyte>>(row[..whole]))
        {
            var (low, high) = Vector128.Widen(bytes);
            var (first, second) = Vector128.Widen(low);
            var (third, fourth) = Vector128.Widen(high);
            vectors[0] += Vector128.ConvertToSingle(first) * step;
            vectors[1] += Vector128.ConvertToSingle(second) * step;
            vectors[2] += Vector128.ConvertToSingle(third) * step;
            vectors[3] += Vector128.ConvertToSingle(fourth) * step;
            vectors = vectors[4..];
        }

        for (var unit = whole; unit < row.Length; unit++)
            sums[unit] += row[unit] * step;
    }
}
