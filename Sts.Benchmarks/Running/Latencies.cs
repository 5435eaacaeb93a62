namespace Sts.Benchmarks.Running;

/// <summary>How long messages took, in milliseconds.</summary>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="P99">99 % of them took no longer.</param>
internal sealed record Latencies(double Median, double P99)
{
    public static Latencies Of(IEnumerable<TimeSpan> durations)
    {
        double[] sorted = [.. durations.Select(duration => duration.TotalMilliseconds).Order()];
        return new Latencies(sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }
}
