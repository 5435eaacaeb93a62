using Confluent.Kafka;
using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Benchmarks.Scenarios;

/// <summary>How long a user waits for a decision: from the utterance to its action, through the whole host, with all processors at work on PostgreSQL.</summary>
internal sealed class HopsScenario : IScenario
{
    private const string InTopic = "bench.hops.in";
    private const string OutTopic = "bench.hops.out";
    private const int PerSecond = 200;
    private const int Messages = 4_000;
    private const int WarmUpMessages = 3_000;

    private static readonly (string Processor, string Topic)[] Processors =
    [
        ("Persistence", Topics.Transcriptions), ("RealTime", Topics.Transcriptions), ("Intent", Topics.Actions),
        ("Session", Topics.Sessions), ("Aggregator", Topics.Aggregations),
    ];

    public string Name => "hops";

    public string Description => "utterance to action through the whole host, 200/s | two bare hops: produce, consume, produce, consume";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.GetKafkaAsync(cancellationToken);
        await using var database = await BenchDatabase.CreateAsync(await bench.GetPostgresAsync(cancellationToken), cancellationToken);
        var settings = kafka.Settings().Concat(database.Settings).Concat(GroupsAtEnd(bench, kafka)).Append(new("Speech:Provider", "None"));
        var (host, _) = await HostProcess.StartAsync(HostProcess.AsBuilt, bench.Folder, settings, cancellationToken);
        await using var disposal = host;
        await using var codec = AvroCodec.Connect(host.Registry);
        var (actions, utterances, serializer) = (codec.Deserializer<ActionMessage>(), codec.Deserializer<TranscriptionSegment>(), codec.Serializer<TranscriptionSegment>());
        using var ours = new Conversation(
            Backlog.AtEnd(kafka, Topics.Actions), Topics.Transcriptions, serializer,
            async value =>
            {
                var action = await actions.DeserializeAsync(Topics.Actions, value, cancellationToken);
                return (action.UserId, action.Timestamp);
            });
        using var bare = new Conversation(
            Backlog.AtEnd(kafka, OutTopic), InTopic, serializer,
            async value =>
            {
                var utterance = await utterances.DeserializeAsync(OutTopic, value, cancellationToken);
                return (utterance.User, utterance.Timestamp);
            });

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var relay = OwnThread.RunAsync(() => Relay(bench, kafka, stop.Token));
        try
        {
            return await CompareAsync(bench, ours, bare, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await relay;
        }
    }

    private async Task<IReadOnlyList<Row>> CompareAsync(Bench bench, Conversation ours, Conversation bare, CancellationToken cancellationToken)
    {
        await ours.TalkAsync(WarmUpMessages, PerSecond, cancellationToken);
        await bare.TalkAsync(WarmUpMessages, PerSecond, cancellationToken);
        var messages = bench.Options.Scale(Messages);
        var runs = await PairedComparison<Latencies>.AlternateAsync(
            bench.Options.Runs,
            () => ours.TalkAsync(messages, PerSecond, cancellationToken),
            () => bare.TalkAsync(messages, PerSecond, cancellationToken),
            (pair, a, b) => bench.Say($"pair {pair}: p50 {a.Median:0.0} ms and p99 {a.P99:0.0} ms, bare {b.Median:0.0} ms and {b.P99:0.0} ms"));
        return
        [
            runs.ToRow(Name, "ms, p50", "0.0", Goal.RatioAtMost(1.5), run => run.Median),
            runs.ToRow(Name, "ms, p99", "0.0", Goal.RatioAtMost(3), run => run.P99),
        ];
    }

    // The two bare hops: what the host does, less everything that it is there for. The producer is set as the host's is.
    private static void Relay(Bench bench, KafkaServer kafka, CancellationToken cancellationToken)
    {
        var group = bench.NewGroup();
        Backlog.AtEnd(kafka, InTopic).Offer(group);
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(kafka.Client()) { Acks = Acks.All, LingerMs = 1, Partitioner = Partitioner.Murmur2Random }).Build();
        using var consumer = new ConsumerBuilder<byte[], byte[]>(kafka.Consumer(group)).Build();
        consumer.Subscribe(InTopic);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } result)
            {
                producer.Produce(OutTopic, new Message<byte[], byte[]> { Key = result.Message.Key, Value = result.Message.Value });
            }
        }

        consumer.Close();
    }

    // New groups, so that no other run's messages are left for them, and at the end, so that none of another scenario's are.
    private static List<KeyValuePair<string, string?>> GroupsAtEnd(Bench bench, KafkaServer kafka)
    {
        var settings = new List<KeyValuePair<string, string?>>();
        foreach (var (processor, topic) in Processors)
        {
            var group = bench.NewGroup();
            Backlog.AtEnd(kafka, topic).Offer(group);
            settings.Add(new($"Processors:{processor}:GroupId", group));
        }

        return settings;
    }
}
