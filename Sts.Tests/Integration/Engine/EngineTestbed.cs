using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Messages;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;
using Sts.Tests.Core.Schemas.Registry;

namespace Sts.Tests.Integration.Engine;

/// <summary>A broker, engines on it, messages for them, and what must hold whatever happens to them.</summary>
internal sealed class EngineTestbed : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly InMemorySchemaStore _schemas = new();
    private readonly List<EngineHost> _engines = [];
    private readonly List<Sent> _sent = [];
    private readonly Handler _handler;
    private readonly ServiceProvider _services;
    private readonly IProducer<byte[], byte[]> _producer;

    public EngineTestbed(Handler? handler = null, int brokers = 1, int partitions = 4)
    {
        _handler = handler ?? ((_, _, _) => Task.CompletedTask);
        Broker = new FaultyBroker(brokers, partitions);
        Commits = new CommitWatch(Broker, Journal);
        _services = new ServiceCollection().AddSingleton<ISchemaStore>(_schemas).AddSchemas(new ConfigurationBuilder().Build()).BuildServiceProvider();
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = Broker.BootstrapServers, LingerMs = 1 })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public FaultyBroker Broker { get; }

    public Journal Journal { get; } = new();

    public CommitWatch Commits { get; }

    /// <summary>The serializers that speak with the engines' registry.</summary>
    public IServiceProvider Services => _services;

    public IReadOnlyList<Sent> Sent => _sent;

    /// <summary>Starts an engine, with settings as <c>Section:Key=value</c> over those that make groups quick.</summary>
    public async Task<EngineHost> StartAsync(string name, params IReadOnlyList<string> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Kafka:BootstrapServers"] = Broker.BootstrapServers,
            ["Kafka:ClusterId"] = "test",
            ["Kafka:Topics:Create"] = "false",
            ["Kafka:CommitInterval"] = "00:00:00.050",
            ["Kafka:Properties:reconnect.backoff.ms"] = "50",
            ["Kafka:Properties:reconnect.backoff.max.ms"] = "200",
            ["Kafka:Consumer:fetch.wait.max.ms"] = "20",
            ["Kafka:Consumer:fetch.error.backoff.ms"] = "50",
            ["Processors:Probe:Enabled"] = "true",
            ["Processors:Probe:Retry:BaseDelay"] = "00:00:00.050",
            ["Processors:Probe:Retry:MaxDelay"] = "00:00:00.050",
        };
        // The consumer protocol leaves these two to the broker, and librdkafka refuses them there.
        if (!settings.Contains("Kafka:GroupProtocol=Consumer"))
        {
            all["Kafka:Consumer:session.timeout.ms"] = $"{FaultyBroker.SessionTimeoutMs}";
            all["Kafka:Consumer:heartbeat.interval.ms"] = $"{FaultyBroker.HeartbeatMs}";
        }

        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            all[setting[0]] = setting[1];
        }

        var engine = await EngineHost.StartAsync(name, all, _schemas, new Probe(name, Journal, _handler));
        _engines.Add(engine);
        return engine;
    }

    /// <summary>Starts an engine and waits until it has what the group gives it.</summary>
    public async Task<EngineHost> StartReadyAsync(string name, params IReadOnlyList<string> settings)
    {
        var engine = await StartAsync(name, settings);
        await WaitFor.ConditionAsync(() => engine.IsReady, Deadline, $"{name} to be ready");
        return engine;
    }

    /// <summary>Sends messages of users who take turns; a user keeps to one partition.</summary>
    public Task SendAsync(int users, int each) => SendAsync(
        Enumerable.Range(0, users * each).Select(i => i % users).Select(user => ($"user{user}", user % Broker.Partitions)));

    /// <summary>Sends a user's messages to a partition.</summary>
    public Task SendAsync(string user, int partition, int count = 1) => SendAsync(Enumerable.Repeat((user, partition), count));

    /// <summary>Sends messages to all partitions until each of these engines has finished one of them.</summary>
    public async Task SendUntilAllWorkAsync(params IReadOnlyList<string> engines)
    {
        var from = Journal.Handled.Count;
        await WaitFor.ConditionAsync(
            async () =>
            {
                await SendAsync(Broker.Partitions, each: 1);
                return engines.All(engine => Journal.Handled.Skip(from).Any(handled => handled.Engine == engine));
            },
            Deadline, $"{string.Join(" and ", engines)} to work");
    }

    /// <summary>Waits until every message is finished, once at least.</summary>
    public Task ExpectAllHandledAsync() => WaitFor.ConditionAsync(() => Journal.Done >= _sent.Count, Deadline, $"all {_sent.Count} messages to be finished");

    /// <summary>Waits until every message is finished and committed, and checks that nothing went wrong on the way.</summary>
    public async Task ExpectAllDoneAsync()
    {
        await ExpectAllHandledAsync();
        foreach (var partition in _sent.GroupBy(sent => sent.Partition))
        {
            var end = partition.Max(sent => sent.Offset) + 1;
            await WaitFor.ConditionAsync(
                () => Commits.Committed(partition.Key) == end, Deadline, $"partition {partition.Key} to be committed up to {end}");
        }

        Commits.Violations.Should().BeEmpty();
        Journal.Overlaps.Should().BeEmpty();
        var effects = Journal.Handled.DistinctBy(handled => (handled.Partition, handled.Offset)).ToLookup(handled => handled.User, handled => handled.Offset);
        foreach (var user in _sent.GroupBy(sent => sent.User))
        {
            effects[user.Key].Should().Equal(user.Select(sent => sent.Offset), $"each message of {user.Key} has its effect once and in order");
        }
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Out.WriteLine($"{_sent.Count} messages, {Journal.Begun} attempts, {Journal.Repetitions} finished again");
        await Task.WhenAll(_engines.Select(engine => engine.DisposeAsync().AsTask()));
        await Commits.DisposeAsync();
        _producer.Dispose();
        await _services.DisposeAsync();
        Broker.Dispose();
    }

    private async Task SendAsync(IEnumerable<(string User, int Partition)> messages)
    {
        var serializer = _services.GetRequiredService<IAvroSerializer<TranscriptionSegment>>();
        var sending = new List<Task<Sent>>();
        foreach (var (user, partition) in messages)
        {
            var value = await serializer.SerializeAsync(FaultyBroker.Topic, new TranscriptionSegment("2026-01-31T18:30:00Z", "hmm", user), default);
            sending.Add(ProduceAsync(user, partition, value));
        }

        _sent.AddRange(await Task.WhenAll(sending));
    }

    private async Task<Sent> ProduceAsync(string user, int partition, byte[] value)
    {
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(user), Value = value };
        var result = await _producer.ProduceAsync(new TopicPartition(FaultyBroker.Topic, partition), message);
        return new Sent(user, partition, result.Offset.Value);
    }
}
