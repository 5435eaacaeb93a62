namespace Sts.Agents.Local.Model;

/// <summary>What a <see cref="RequestNetwork"/> has learned.</summary>
internal sealed record NetworkWeights
{
    /// <summary>The linear model: a weight for each feature.</summary>
    public required Half[] Wide { get; init; }

    /// <summary>The way into the hidden units: a row for each feature.</summary>
    public required sbyte[] Deep { get; init; }

    /// <summary>What one step in each row of <see cref="Deep"/> is worth.</summary>
    public required Half[] Steps { get; init; }

    /// <summary>Added to each hidden unit.</summary>
    public required float[] HiddenBias { get; init; }

    /// <summary>The way out of the hidden units.</summary>
    public required float[] Output { get; init; }

    /// <summary>Where the margin stands without a feature.</summary>
    public required float Bias { get; init; }

    /// <summary>With <see cref="Offset"/>, what makes a probability of a margin (Platt, 1999).</summary>
    public required float Slope { get; init; }

    /// <summary>See <see cref="Slope"/>.</summary>
    public required float Offset { get; init; }
}
