namespace Sts.Host.WebConsole.Live;

/// <summary>How many utterances were decided on in each of the last seconds, and how long that took. Safe for concurrent use.</summary>
/// <param name="time">Tells which second it is.</param>
public sealed class LiveRates(TimeProvider time)
{
    /// <summary>How many seconds are remembered.</summary>
    internal const int Seconds = 120;

    private readonly Lock _gate = new();
    private readonly Second[] _seconds = [.. Enumerable.Range(0, Seconds + 1).Select(_ => new Second())];
    private readonly long _start = time.GetUtcNow().ToUnixTimeSeconds();

    internal void Decided(TimeSpan after)
    {
        lock (_gate)
            At(time.GetUtcNow().ToUnixTimeSeconds()).Milliseconds.Add(after.TotalMilliseconds);
    }

    /// <summary>The seconds that are over, oldest first; null before the watching began, and of a time where nothing was decided.</summary>
    internal (IReadOnlyList<double?> PerSecond, IReadOnlyList<double?> Median, IReadOnlyList<double?> Slow) Read()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            var seconds = Enumerable.Range(1, Seconds).Select(ago => now - Seconds - 1 + ago)
                .Select(second => second < _start ? null : At(second).Milliseconds).ToList();
            foreach (var second in seconds)
                second?.Sort();

            return (
                [.. seconds.Select(second => (double?)second?.Count)],
                [.. seconds.Select(second => Quantile(second, 0.5))],
                [.. seconds.Select(second => Quantile(second, 0.95))]);
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
            second.Milliseconds.Clear();
        }

        return second;
    }

    private sealed class Second
    {
        public long Number { get; set; }

        public List<double> Milliseconds { get; } = [];
    }
}
