using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>How near the engine comes to what arithmetic allows when each message waits 300 ms for somebody else.</summary>
internal sealed class Latency300Scenario : IScenario
{
    private const int Messages = 10_000;
    private const int Users = 256;
    private const int Workers = 256;

    public string Name => "latency300";

    public string Description => "a 300 ms handler, 256 users in turn, 256 workers | what arithmetic allows: one user's messages one after the other";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var messages = bench.Options.Scale(Messages);
        var backlog = await bench.ProduceAsync(Latency300Processor.Topic, Talk.InTurn(messages, Users), messages, cancellationToken);
        var settings = new Dictionary<string, string?> { ["*:Workers"] = $"{Workers}" };
        var ideal = Ideal(messages);
        var runs = await PairedComparison<TimeSpan>.AlternateAsync(
            bench.Options.Runs,
            async () => (await Engine.ConsumeAsync(bench, typeof(Latency300Processor), backlog, settings, services: null, cancellationToken)).Elapsed,
            () => Task.FromResult(ideal),
            (run, ours, _) => bench.Say($"run {run}: {ours.TotalSeconds:0.00} s, ideal {ideal.TotalSeconds:0.00} s"));
        return
        [
            runs.ToRow(Name, "messages/s", "N0", Goal.RatioAtLeast(0.95), elapsed => messages / elapsed.TotalSeconds) with
            {
                Note = $"{messages:N0} messages take {ideal.TotalSeconds:0.0} s at best; every user's order was kept, and no user was served twice at once",
            },
        ];
    }

    // The users speak in turn, so nobody has more messages than this; and there are as many workers as users.
    private static TimeSpan Ideal(int messages) => (int)Math.Ceiling((double)messages / Math.Min(Users, Workers)) * Latency300Processor.Duration;
}
