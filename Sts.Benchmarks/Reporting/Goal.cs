using System.Globalization;

namespace Sts.Benchmarks.Reporting;

/// <summary>What a row is to reach.</summary>
/// <param name="Text">The goal in words.</param>
/// <param name="IsMet">Whether a row reaches it.</param>
internal sealed record Goal(string Text, Func<Row, bool> IsMet)
{
    /// <summary>The median of the ratios is not below a limit.</summary>
    public static Goal RatioAtLeast(double limit) => new($"≥ {Write(limit)}", row => row.Ratio?.Median >= limit);

    /// <summary>The median of the ratios is not above a limit.</summary>
    public static Goal RatioAtMost(double limit) => new($"≤ {Write(limit)}", row => row.Ratio?.Median <= limit);

    /// <summary>The median of our own figures is below a limit.</summary>
    public static Goal OursBelow(double limit, string unit) => new($"below {Write(limit)} {unit}", row => row.OursSpread.Median < limit);

    /// <summary>The median of our own figures is not above a limit.</summary>
    public static Goal OursAtMost(double limit) => new(Write(limit), row => row.OursSpread.Median <= limit);

    private static string Write(double limit) => limit.ToString("0.##", CultureInfo.InvariantCulture);
}
