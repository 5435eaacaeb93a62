using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>How long the host takes from the start of its process until it says that it is ready, on embedded parts and in an empty folder.</summary>
internal sealed class StartScenario : IScenario
{
    public string Name => "start";

    public string Description => "the host from the start of its process to ready, embedded parts, an empty data folder | –";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        // The first start reads the program from the disk, which the following ones don't.
        await StartAsync(bench, cancellationToken);
        var seconds = new List<double>();
        for (var run = 1; run <= bench.Options.Runs; run++)
        {
            seconds.Add(await StartAsync(bench, cancellationToken));
            bench.Say($"run {run}: {seconds[^1]:0.00} s");
        }

        return [new Row(Name, "s to ready", "0.00", seconds, [], Goal.OursBelow(2, "s"))];
    }

    private static async Task<double> StartAsync(Bench bench, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, $"start-{Guid.NewGuid():N}"));
        var (host, untilReady) = await HostProcess.StartAsync(folder.FullName, [new("Speech:Provider", "None")], cancellationToken);
        await host.DisposeAsync();
        return untilReady.TotalSeconds;
    }
}
