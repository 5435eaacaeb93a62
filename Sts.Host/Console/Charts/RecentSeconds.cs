namespace Sts.Host.WebConsole.Charts;

/// <summary>What was measured in each of the last seconds: how much of it, and how it is spread. Safe for concurrent use.</summary>
/// <param name="time">Tells which second it is.</param>
public sealed class RecentSeconds(TimeProvider time)
{
    /// <summary>How many seconds are remembered.</summary>
    internal const int Length = 120;

    private readonly Lock _gate = new();
    private readonly Second[] _seconds = [.. Enumerable.Range(0, Length + 1).Select(_ => new Second())];
    private readonly long _start = time.GetUtcNow().ToUnixTimeSeconds();

    internal void Add(double value)
    {
        lock (_gate)
            At(time.GetUtcNow().ToUnixTimeSeconds()).Values.Add(value);
    }

    /// <summary>The seconds that are over, oldest first: how many values each has, their median, and the value that 95 of 100 don't exceed.</summary>
    internal (IReadOnlyList<double?> Count, IReadOnlyList<double?> Median, IReadOnlyList<double?> High) Read()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            var seconds = Enumerable.Range(0, Length).Select(i => now - Length + i)
                .Select(second => second < _start ? null : At(second).Values).ToList();
            foreach (var second in seconds)
                second?.Sort();

            return ([.. seconds.Select(second => (double?)second?.Count)], [.. seconds.Select(second => Quantile(second, 0.5))], [.. seconds.Select(second => Quantile(second, 0.95))]);
        }
    }

    private static double? Quantile(List<double>? sorted, double quantile) =>
        sorted is { Count: > 0 } ? sorted[(int)Math.Ceiling(quantile * sorted.Count) - 1] : null;

    private Second At(long number)
    {
        var second = _seconds[number % _seconds.Length];
        if (second.Number != number)
        {
            second.Number = number;
            second.Values.Clear();
        }

        return second;
    }

    private sealed class Second
    {
        public long Number { get; set; }

        public List<double> Values { get; } = [];
    }
}
