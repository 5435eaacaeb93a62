using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>
/// Whether memory stays flat while a slow processor has 5,000,000 messages before it, ten minutes of work. The baseline is the engine
/// itself, earlier: the last third of the time is held against the first.
/// </summary>
internal sealed class MemoryScenario : IScenario
{
    private const int Messages = 5_000_000;

    // With 30 ms a message this makes 8,533 messages a second at most, and so ten minutes of the backlog.
    private const int Workers = 256;
    private const int SaidOf = 5;
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan QuickPart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Everything = TimeSpan.FromHours(1);

    public string Name => "memory";

    public string Description => "memory late in a backlog of ten minutes | early in it";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var backlog = await bench.GetUtterancesAsync(bench.Options.Scale(Messages), cancellationToken);
        var meter = new Meter(backlog.Count);
        var settings = new Dictionary<string, string?> { ["*:Workers"] = $"{Workers}" };
        await using var engine = await Engine.StartAsync(bench, typeof(SlowProcessor), backlog, meter, settings, services: null, cancellationToken);
        var samples = await WatchAsync(bench, meter, cancellationToken);
        var rate = (samples[^1].Done - samples[0].Done) / ((samples.Count - 1) * Interval.TotalSeconds);
        var note = $"watched for {samples.Count * Interval.TotalSeconds:N0} s at {rate:N0} messages/s of a backlog that takes {backlog.Count / rate / 60:0.0} min; "
            + $"peak working set {samples.Max(sample => sample.WorkingSet):N0} MB";
        return
        [
            ToRow("MB working set", samples, sample => sample.WorkingSet) with { Note = note },
            ToRow("MB managed heap after a collection", samples, sample => sample.Heap),
        ];
    }

    private static async Task<List<Sample>> WatchAsync(Bench bench, Meter meter, CancellationToken cancellationToken)
    {
        var length = bench.Options.Full ? Everything : bench.Options.Quick ? QuickPart : Part;
        var samples = new List<Sample>();
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(cancellationToken) && !meter.IsFinished && samples.Count * Interval < length)
        {
            if (meter.Done == 0)
            {
                continue; // The group has yet to be joined.
            }

            var workingSet = Environment.WorkingSet / Megabyte;
            samples.Add(new Sample(meter.Done, workingSet, GC.GetTotalMemory(forceFullCollection: true) / Megabyte));
            if (samples.Count % SaidOf == 0)
            {
                bench.Say($"{meter.Done:N0} messages: working set {samples[^1].WorkingSet:N0} MB, managed heap {samples[^1].Heap:0.0} MB");
            }
        }

        return samples;
    }

    private Row ToRow(string measure, List<Sample> samples, Func<Sample, double> figure)
    {
        var third = samples.Count / 3;
        var late = Spread.Of(samples.TakeLast(third).Select(figure)).Median;
        var early = Spread.Of(samples.Take(third).Select(figure)).Median;
        return new Row(Name, measure, "0.0", [late], [early], Goal.RatioAtMost(1.1));
    }

    private sealed record Sample(long Done, double WorkingSet, double Heap);
}
