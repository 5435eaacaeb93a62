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

    /// <summary>The features that have weights.</summary>
    public FeatureIndex Index => index;

    /// <summary>The weights.</summary>
    public NetworkWeights Weights => weights;

    /// <summary>The probability from 0 to 1 that an utterance with these features wants something.</summary>
    public double Probability(ReadOnlySpan<uint> features)
    {
        var logit = weights.Slope * Margin(features) + weights.Offset;
        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>What the probability is made of: negative speaks against, positive for.</summary>
    public double Margin(ReadOnlySpan<uint> features)
    {
        var known = index.Find(features);
        Span<float> hidden = stackalloc float[_units];
        var wide = 0f;
        foreach (var feature in known)
        {
            wide += (float)weights.Wide[feature];
            var step = (float)weights.Steps[feature];
            var row = weights.Deep.AsSpan(feature * _units, _units);
            for (var unit = 0; unit < row.Length; unit++)
                hidden[unit] += row[unit] * step;
        }

        var share = 1 / Math.Sqrt(Math.Max(known.Length, 1));
        var margin = weights.Bias + wide * share;
        for (var unit = 0; unit < _units; unit++)
            margin += weights.Output[unit] * Math.Max(0, weights.HiddenBias[unit] + hidden[unit] * share);
        return margin;
    }
}
