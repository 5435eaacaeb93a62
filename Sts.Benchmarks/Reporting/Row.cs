namespace Sts.Benchmarks.Reporting;

/// <summary>One line of the report.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Measure">What was measured, with its unit.</param>
/// <param name="Format">How its figures are written, as a .NET numeric format.</param>
/// <param name="Ours">A figure of each run of STS.</param>
/// <param name="Baseline">The figure of the run beside it; empty when there is nothing to compare with.</param>
/// <param name="Goal">What is to be reached.</param>
internal sealed record Row(string Scenario, string Measure, string Format, IReadOnlyList<double> Ours, IReadOnlyList<double> Baseline, Goal Goal)
{
    /// <summary>What else there is to know about the figures.</summary>
    public string Note { get; init; } = "";

    /// <summary>Our figures in short.</summary>
    public Spread OursSpread => Spread.Of(Ours);

    /// <summary>The baseline's figures in short; null without a baseline.</summary>
    public Spread? BaselineSpread => Baseline.Count == 0 ? null : Spread.Of(Baseline);

    /// <summary>Our figure over the baseline's, pair by pair; null without a baseline.</summary>
    public Spread? Ratio => Baseline.Count == 0 ? null : Spread.Of(Ours.Zip(Baseline, (ours, baseline) => ours / baseline));

    /// <summary>Whether the goal is met.</summary>
    public bool IsMet => Goal.IsMet(this);
}
