using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Processors;

namespace Sts.Benchmarks.Scenarios;

/// <summary>The real PersistenceProcessor with its own settings, against a loop that copies into the same table and can't be repeated.</summary>
internal sealed class PersistenceScenario : IScenario
{
    private const int Messages = 500_000;
    private const int WarmUpPart = 10;

    // Large enough for the commits between to weigh little.
    private const int CopySize = 5_000;

    public string Name => "persistence";

    public string Description => "PersistenceProcessor to PostgreSQL | a bare consume loop with binary COPY into the same table";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.CreateAsync(await bench.GetPostgresAsync(cancellationToken), cancellationToken);
        var messages = bench.Options.Scale(Messages);
        var backlog = await bench.ProduceAsync(Topics.Transcriptions, Talk.OfManyUsers(messages), messages, cancellationToken);
        var warmUp = backlog.Tail(messages / WarmUpPart);
        await StoreAsync(bench, database, warmUp, cancellationToken);
        await CopyAsync(bench, database, warmUp, cancellationToken);

        var runs = await PairedComparison<Usage>.AlternateAsync(
            bench.Options.Runs,
            () => StoreAsync(bench, database, backlog, cancellationToken),
            () => CopyAsync(bench, database, backlog, cancellationToken),
            (pair, ours, bare) => bench.Say($"pair {pair}: {ours.PerSecond:N0}/s, bare {bare.PerSecond:N0}/s"));
        return [runs.ToRow(Name, "rows/s", "N0", Goal.RatioAtLeast(0.8), run => run.PerSecond)];
    }

    private static async Task<Usage> StoreAsync(Bench bench, BenchDatabase database, Backlog backlog, CancellationToken cancellationToken)
    {
        await database.EmptyAsync(cancellationToken);
        var usage = await Engine.ConsumeAsync(
            bench, typeof(PersistenceProcessor), backlog, database.Settings,
            services => services.Decorate<ITranscriptionWriter, MeteredWriter>(), cancellationToken);
        await database.CheckAsync(backlog.Count, cancellationToken);
        return usage;
    }

    private static async Task<Usage> CopyAsync(Bench bench, BenchDatabase database, Backlog backlog, CancellationToken cancellationToken)
    {
        await database.EmptyAsync(cancellationToken);
        var (meter, group) = (new Meter(backlog.Count), bench.NewGroup());
        backlog.Offer(group);
        GC.Collect();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(backlog.Kafka.Consumer(group)).Build();
        consumer.Subscribe(backlog.Topic);
        for (var left = backlog.Count; left > 0;)
        {
            var rows = Math.Min(CopySize, left);
            await using var copy = await connection.BeginBinaryImportAsync(
                "COPY transcriptions (user_id, text, timestamp, log, topic, partition, \"offset\", received_at) FROM STDIN (FORMAT binary)", cancellationToken);
            for (var i = 0; i < rows; i++)
            {
                var result = consumer.Consume(cancellationToken);
                meter.Begin();
                var said = await bench.Utterances.DeserializeAsync(result.Topic, result.Message.Value, cancellationToken);
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(said.User, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(said.Text, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(EventTime.Parse(said.Timestamp).UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await copy.WriteAsync("bare", NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(result.Topic, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(result.Partition.Value, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(result.Offset.Value, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(TimeProvider.System.GetUtcNow().UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
            meter.End((int)rows);
            left -= rows;
        }

        consumer.Close();
        await database.CheckAsync(backlog.Count, cancellationToken);
        return await meter.Finished;
    }
}
