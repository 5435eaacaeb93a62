using Sts.Agents.Evaluation;

namespace Sts.Host.Cli;

/// <summary>The figures of an evaluation, as <c>--json</c> writes them.</summary>
internal sealed record EvalFigures(
    int Utterances, double Accuracy, double Precision, double Recall, double FalsePositiveRate, double? RecallAt1PercentFpr, double? ThresholdAt1PercentFpr,
    EvalFigures.Latency LatencyMs, EvalFigures.Tokens Cost, int Failures, long Fallbacks, IReadOnlyDictionary<string, Confusion> Sources)
{
    private const double OnePercent = 0.01;

    public static EvalFigures Of(EvalRun run)
    {
        var all = Confusion.Of(run.Judgements);
        // A provider that says yes and no only has no threshold to turn.
        var point = run.Judgements.Any(judgement => judgement.Confidence is not null) ? OperatingPoint.AtFalsePositiveRate(OnePercent, [.. run.Judgements]) : null;
        double[] times = [.. run.Latencies.Select(latency => latency.TotalMilliseconds).Order()];
        return new EvalFigures(
            all.Count, all.Accuracy, all.Precision, all.Recall, all.FalsePositiveRate, point?.Recall, point?.Threshold,
            new Latency(Percentile(times, 0.5), Percentile(times, 0.95), Percentile(times, 0.99), times[^1]),
            new Tokens(run.Costs.InputTokens, run.Costs.OutputTokens), run.Failures, run.Costs.Fallbacks,
            run.Judgements.GroupBy(judgement => judgement.Utterance.Source).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key.Length == 0 ? "(none)" : group.Key, Confusion.Of));
    }

    // The nearest rank: a time that was measured, and no mean of two.
    private static double Percentile(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    /// <summary>How long decisions took, in milliseconds.</summary>
    internal sealed record Latency(double P50, double P95, double P99, double Max);

    /// <summary>What was sent to a model and received from it.</summary>
    internal sealed record Tokens(long InputTokens, long OutputTokens);
}
