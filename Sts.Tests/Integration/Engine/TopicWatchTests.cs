using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sts.Core.Kafka;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Tests.Agents;

namespace Sts.Tests.Integration.Engine;

[Category("Integration")]
public sealed class TopicWatchTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [TestCase(true)]
    [TestCase(false)]
    public async Task WatchAsync_SeveralWatchers_AllHearWhatIsNewAndWhatTheyTakeForRecent(bool embedded)
    {
        using var kafka = new Watched(embedded ? null : TestEnvironment.RequireKafka());
        await kafka.SayAsync("long ago", "just now");
        using var stopping = new CancellationTokenSource();
        var heard = new[] { new ConcurrentQueue<string>(), new ConcurrentQueue<string>() };
        var wanted = true;

        var watching = Task.WhenAll(
            heard.Select(queue => kafka.Watch().WatchAsync(kafka.Topic, () => wanted, text => text != "long ago", queue.Enqueue, stopping.Token)));
        await WaitFor.ConditionAsync(() => heard.All(queue => queue.Contains("just now")), Deadline, "both to hear what was said just now");
        await kafka.SayAsync("unreadable", "long ago", "one");
        await WaitFor.ConditionAsync(() => heard.All(queue => queue.Contains("one")), Deadline, "both to hear what is new");
        wanted = false;
        await kafka.SayAsync("two");
        await stopping.CancelAsync();
        await watching.WaitAsync(Deadline);

        heard.Should().AllSatisfy(queue => queue.Should().Equal("just now", "long ago", "one"), "what is new is not asked whether it is recent");
    }

    [Test]
    public async Task WatchAsync_TopicThatIsNotThereYet_IsHeardFromItsFirstMessageOn()
    {
        using var kafka = new Watched(null);
        using var stopping = new CancellationTokenSource();
        var heard = new ConcurrentQueue<string>();

        var watching = kafka.Watch().WatchAsync(kafka.Topic, () => true, _ => true, heard.Enqueue, stopping.Token);
        await kafka.SayAsync("one", "two");
        await WaitFor.ConditionAsync(() => heard.Count == 2, Deadline, "both to be heard");
        await stopping.CancelAsync();
        await watching.WaitAsync(Deadline);

        heard.Should().Equal("one", "two");
    }

    [Test]
    public async Task WatchAsync_PartitionsAreAdded_HearsThemTooAndNothingTwice()
    {
        var control = TestEnvironment.RequireKafkaControl();
        using var kafka = new Watched(TestEnvironment.RequireKafka());
        await kafka.SayAsync("one");
        using var stopping = new CancellationTokenSource();
        var heard = new ConcurrentQueue<string>();
        var time = new FakeTimeProvider();
        var watching = kafka.Watch(time).WatchAsync(kafka.Topic, () => true, _ => true, heard.Enqueue, stopping.Token);
        await WaitFor.ConditionAsync(() => heard.Contains("one"), Deadline, "the first to be heard");

        await control.AddPartitionsAsync(kafka.Topic, 9);
        await WaitFor.ConditionAsync(() => kafka.TrySayAsync(8, "two"), Deadline, "the new partition to take a message");
        time.Advance(TopicWatch<string>.PartitionsInterval);
        await WaitFor.ConditionAsync(() => heard.Contains("two"), Deadline, "the new partition to be heard");
        await stopping.CancelAsync();
        await watching.WaitAsync(Deadline);

        heard.Should().Equal("one", "two");
    }

    [Test]
    public async Task WatchAsync_BrokerGoesAndComes_GoesOnWhereItWas()
    {
        using var broker = new FaultyBroker(brokers: 1, partitions: 1);
        using var kafka = new Watched(new KafkaServer(broker.BootstrapServers, new Dictionary<string, string>()));
        await kafka.SayAsync("one");
        using var stopping = new CancellationTokenSource();
        var heard = new ConcurrentQueue<string>();
        var (time, logs) = (new FakeTimeProvider(), new CollectingLoggerProvider());
        var watching = kafka.Watch(time, logs).WatchAsync(kafka.Topic, () => true, _ => true, heard.Enqueue, stopping.Token);
        await WaitFor.ConditionAsync(() => heard.Contains("one"), Deadline, "the first to be heard");

        broker.SetDown();
        time.Advance(TopicWatch<string>.PartitionsInterval);
        await WaitFor.ConditionAsync(() => logs.Lines.Any(line => line.Text.Contains("can't be watched")), Deadline, "the watch to be interrupted");
        broker.SetUp();
        await kafka.SayAsync("two");
        await WaitFor.ConditionAsync(
            () =>
            {
                time.Advance(TopicWatch<string>.RetryDelay);
                return heard.Contains("two");
            },
            Deadline, "what was said meanwhile to be heard");
        await stopping.CancelAsync();
        await watching.WaitAsync(Deadline);

        heard.Should().Equal("one", "two");
    }

    /// <summary>A topic of a broker, the embedded one if no other is given, with somebody who writes to it.</summary>
    private sealed class Watched : IDisposable
    {
        private readonly KafkaCluster _cluster;
        private readonly IProducer<string, byte[]> _producer;

        public Watched(KafkaServer? kafka)
        {
            _cluster = new KafkaCluster(Options.Create(kafka is null ? new KafkaOptions() : OptionsOf(kafka)));
            _producer = new ProducerBuilder<string, byte[]>(
                new ProducerConfig(kafka?.ToClientConfig() ?? new ClientConfig { BootstrapServers = _cluster.BootstrapServers }) { TopicMetadataRefreshIntervalMs = 500 }).Build();
        }

        public string Topic { get; } = $"watched-{Guid.NewGuid():N}";

        public TopicWatch<string> Watch(TimeProvider? time = null, ILoggerProvider? log = null) => new(
            _cluster, new Utf8(), time ?? TimeProvider.System, new Logger<TopicWatch<string>>(log is null ? NullLoggerFactory.Instance : new LoggerFactory([log])));

        public async Task SayAsync(params string[] texts)
        {
            foreach (var text in texts)
            {
                await _producer.ProduceAsync(Topic, Message(text));
            }
        }

        public async Task<bool> TrySayAsync(int partition, string text)
        {
            try
            {
                await _producer.ProduceAsync(new TopicPartition(Topic, partition), Message(text));
                return true;
            }
            catch (ProduceException<string, byte[]> exception) when (exception.Error.Code is ErrorCode.Local_UnknownPartition)
            {
                return false;
            }
        }

        public void Dispose()
        {
            _producer.Dispose();
            _cluster.Dispose();
        }

        // One key, so one partition, in which they keep their order.
        private static Message<string, byte[]> Message(string text) => new() { Key = "alice", Value = Encoding.UTF8.GetBytes(text) };

        private static KafkaOptions OptionsOf(KafkaServer kafka)
        {
            var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
            foreach (var (name, value) in kafka.Properties)
            {
                options.Properties[name] = value;
            }

            return options;
        }
    }

    private sealed class Utf8 : IAvroDeserializer<string>
    {
        public ValueTask<string> DeserializeAsync(string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
            Encoding.UTF8.GetString(value.Span) is "unreadable" ? throw new InvalidMessageException("It can't be read.") : new(Encoding.UTF8.GetString(value.Span));

        public ValueTask<string> DeserializeAsync(ReadOnlyMemory<byte> value, SerializationContext context, CancellationToken cancellationToken) =>
            DeserializeAsync("", value, cancellationToken);

        public bool TryDeserialize(ReadOnlySpan<byte> value, SerializationContext context, out string record)
        {
            record = Encoding.UTF8.GetString(value);
            return true;
        }
    }
}
