using System.Diagnostics.Metrics;

namespace Sts.Core.Diagnostics;

/// <summary>How durations are measured.</summary>
public static class Durations
{
    /// <summary>
    /// The bounds of buckets for seconds, as OpenTelemetry's semantic conventions recommend for durations of requests. Its default bounds are meant for
    /// milliseconds, and would put everything below 5 s into one bucket.
    /// </summary>
    public static InstrumentAdvice<double> InSeconds { get; } =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };
}
