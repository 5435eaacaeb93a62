using Confluent.Kafka;
using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>What the engine costs when a message costs nothing.</summary>
internal sealed class NoopScenario : IScenario
{
    private const int Messages = 1_000_000;
    private const int WarmUpPart = 10;

    private static readonly Dictionary<string, string?> Defaults = [];

    public string Name => "noop";

    public string Description => "a processor that does nothing | a bare consume loop with the same decoding";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var backlog = await bench.GetUtterancesAsync(bench.Options.Scale(Messages), cancellationToken);
        var warmUp = backlog.Tail(backlog.Count / WarmUpPart);
        await Engine.ConsumeAsync(bench, typeof(NoopProcessor), warmUp, Defaults, services: null, cancellationToken);
        await ConsumeBareAsync(bench, warmUp, cancellationToken);

        var runs = await PairedComparison<Usage>.AlternateAsync(
            bench.Options.Runs,
            () => Engine.ConsumeAsync(bench, typeof(NoopProcessor), backlog, Defaults, services: null, cancellationToken),
            () => ConsumeBareAsync(bench, backlog, cancellationToken),
            (pair, ours, bare) => bench.Say($"pair {pair}: {ours.PerSecond:N0}/s, bare {bare.PerSecond:N0}/s"));
        return
        [
            runs.ToRow(Name, "messages/s", "N0", Goal.RatioAtLeast(0.9), run => run.PerSecond) with { Note = Describe(runs) },
        ];
    }

    private static async Task<Usage> ConsumeBareAsync(Bench bench, Backlog backlog, CancellationToken cancellationToken)
    {
        var (meter, group) = (new Meter(backlog.Count), bench.NewGroup());
        backlog.Offer(group);
        GC.Collect();
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(backlog.Kafka.Consumer(group)).Build();
        consumer.Subscribe(backlog.Topic);
        while (!meter.IsFinished)
        {
            var result = consumer.Consume(cancellationToken);
            meter.Begin();
            await bench.Utterances.DeserializeAsync(result.Topic, result.Message.Value, cancellationToken);
            meter.End();
        }

        consumer.Close();
        return await meter.Finished;
    }

    private static string Describe(PairedComparison<Usage> runs)
    {
        var (cpu, bareCpu) = Medians(runs, run => run.CpuMicroseconds);
        var (bytes, bareBytes) = Medians(runs, run => run.Bytes);
        return $"a message takes {cpu:0.0} µs of processor time and {bytes:N0} B of managed memory, bare {bareCpu:0.0} µs and {bareBytes:N0} B";
    }

    private static (double Ours, double Bare) Medians(PairedComparison<Usage> runs, Func<Usage, double> figure) =>
        (Spread.Of(runs.Pairs.Select(pair => figure(pair.Ours))).Median, Spread.Of(runs.Pairs.Select(pair => figure(pair.Baseline))).Median);
}
