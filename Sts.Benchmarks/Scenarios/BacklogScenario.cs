using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>Whether a message costs more when more of them wait. The baseline is the engine itself with a backlog of the least size.</summary>
internal sealed class BacklogScenario : IScenario
{
    private const int Least = 50_000;

    // What arrives while the first messages are waited for costs nothing that is measured, and at the end one partition after the other has
    // no more. So many are left out at both ends; with fetches of the usual size they would be more than the whole of the least backlog.
    private const int Unmeasured = 10_000;

    private static readonly Dictionary<string, string?> SmallFetches = new() { ["*:Consumer:max.partition.fetch.bytes"] = "65536" };

    public string Name => "backlog";

    public string Description => "the cost of a message with a backlog of 10 and of 100 times the messages | of 50,000";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var least = bench.Options.Scale(Least);
        var greatest = await bench.GetUtterancesAsync((least * 100) + (2 * Unmeasured), cancellationToken);
        await ConsumeAsync(bench, greatest.Tail(greatest.Count / 10), cancellationToken);
        return [await CompareAsync(bench, greatest, least, 10, cancellationToken), await CompareAsync(bench, greatest, least, 100, cancellationToken)];
    }

    private async Task<Row> CompareAsync(Bench bench, Backlog all, int least, int times, CancellationToken cancellationToken)
    {
        var (small, large) = (all.Tail(least + (2 * Unmeasured)), all.Tail((least * times) + (2 * Unmeasured)));
        var runs = await PairedComparison<Usage>.AlternateAsync(
            bench.Options.Runs,
            () => ConsumeAsync(bench, large, cancellationToken),
            () => ConsumeAsync(bench, small, cancellationToken),
            (pair, ours, itself) => bench.Say($"pair {pair}: {ours.Microseconds:0.00} µs of {ours.Messages:N0}, {itself.Microseconds:0.00} µs of {itself.Messages:N0}"));
        return runs.ToRow(Name, $"µs/message, {times}×", "0.00", Goal.RatioAtMost(1.1), run => run.Microseconds);
    }

    private static Task<Usage> ConsumeAsync(Bench bench, Backlog backlog, CancellationToken cancellationToken) =>
        Engine.ConsumeAsync(
        bench, typeof(NoopProcessor), backlog, new Meter(backlog.Count - Unmeasured, Unmeasured), SmallFetches, services: null, cancellationToken);
}
