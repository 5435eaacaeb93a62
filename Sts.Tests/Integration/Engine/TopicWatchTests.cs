using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Tests.Integration.Engine;

[Category("Integration")]
public sealed class TopicWatchTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string _topic = $"watched-{Guid.NewGuid():N}";

    [TestCase(true)]
    [TestCase(false)]
    public async Task WatchAsync_SeveralWatchers_AllHearWhatIsWrittenFromThenOn(bool embedded)
    {
        var kafka = embedded ? null : TestEnvironment.RequireKafka();
        using var cluster = new KafkaCluster(Options.Create(kafka is null ? new KafkaOptions() : OptionsOf(kafka)));
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig(kafka?.ToClientConfig() ?? new ClientConfig { BootstrapServers = cluster.BootstrapServers })).Build();
        await SayAsync(producer, "before");
        using var stopping = new CancellationTokenSource();
        var heard = new[] { new ConcurrentQueue<string>(), new ConcurrentQueue<string>() };
        var wanted = true;
        var watching = Task.WhenAll(heard.Select(queue => new TopicWatch<string>(cluster, new Utf8(), TimeProvider.System, NullLogger<TopicWatch<string>>.Instance)
            .WatchAsync(_topic, () => wanted, queue.Enqueue, stopping.Token)));

        // Until both hear something: where a watch begins can't be told from outside.
        await WaitFor.ConditionAsync(
            async () =>
            {
                await SayAsync(producer, "begin");
                return heard.All(queue => !queue.IsEmpty);
            },
            Deadline, "both to watch");
        await SayAsync(producer, "unreadable");
        await SayAsync(producer, "one");
        await WaitFor.ConditionAsync(() => heard.All(queue => queue.Contains("one")), Deadline, "both to hear");
        wanted = false;
        await SayAsync(producer, "two");
        await stopping.CancelAsync();
        await watching.WaitAsync(Deadline);

        heard.Should().OnlyContain(queue => !queue.Contains("before") && !queue.Contains("two") && !queue.Contains("unreadable"));
    }

    private static KafkaOptions OptionsOf(KafkaServer kafka)
    {
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
        foreach (var (name, value) in kafka.Properties)
        {
            options.Properties[name] = value;
        }

        return options;
    }

    private Task<DeliveryResult<string, byte[]>> SayAsync(IProducer<string, byte[]> producer, string text) =>
        producer.ProduceAsync(_topic, new Message<string, byte[]> { Key = text, Value = Encoding.UTF8.GetBytes(text) });

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
