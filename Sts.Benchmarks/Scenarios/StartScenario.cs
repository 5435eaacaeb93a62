using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>
/// How long the host takes from the start of its process until it says that it is ready, on embedded parts and in an empty folder: published for
/// this machine, as it is installed, against the program as it was built.
/// </summary>
internal sealed class StartScenario : IScenario
{
    public string Name => "start";

    public string Description => "the published host from the start of its process to ready, embedded parts, an empty data folder | the same as it was built";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        bench.Say("publishing the host for this machine");
        var published = await Repository.PublishHostAsync(Path.Combine(bench.Folder, "published"), cancellationToken);
        // The first start reads the program from the disk, which the following ones don't.
        await StartAsync(bench, published, cancellationToken);
        await StartAsync(bench, HostProcess.AsBuilt, cancellationToken);

        var runs = await PairedComparison<double>.AlternateAsync(
            bench.Options.Runs,
            () => StartAsync(bench, published, cancellationToken),
            () => StartAsync(bench, HostProcess.AsBuilt, cancellationToken),
            (run, ours, built) => bench.Say($"run {run}: {ours:0.00} s, as built {built:0.00} s"));
        return [runs.ToRow(Name, "s to ready", "0.00", Goal.OursBelow(2, "s"), seconds => seconds)];
    }

    private static async Task<double> StartAsync(Bench bench, string program, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, $"start-{Guid.NewGuid():N}"));
        var (host, untilReady) = await HostProcess.StartAsync(program, folder.FullName, [new("Speech:Provider", "None")], cancellationToken);
        await host.DisposeAsync();
        return untilReady.TotalSeconds;
    }
}
