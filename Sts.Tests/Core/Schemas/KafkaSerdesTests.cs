using Avro.Generic;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Messages;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Generic;

namespace Sts.Tests.Core.Schemas;

/// <summary>Confluent's own producer and consumer, with our serializers.</summary>
public sealed class KafkaSerdesTests
{
    private readonly EmbeddedBroker _broker = new();
    private readonly ScriptedRegistry _registry = new();

    private IOptions<SchemaRegistryOptions> RegistryOptions { get; } = Options.Create(new SchemaRegistryOptions());

    [OneTimeTearDown]
    public void StopBroker() => _broker.Dispose();

    [Test]
    public async Task ProducerAndConsumer_WithGeneratedRecordsAsValuesAndKeys_ExchangeThem()
    {
        const string Topic = "records";
        _broker.CreateTopic(Topic, 1);
        using var producer = new ProducerBuilder<AggregatorRequest, ActionMessage?>(new ProducerConfig { BootstrapServers = _broker.BootstrapServers })
            .SetKeySerializer(new AvroSerializer<AggregatorRequest>(_registry, RegistryOptions).ForKafka())
            .SetValueSerializer(new AvroSerializer<ActionMessage>(_registry, RegistryOptions).ForKafka()!)
            .Build();
        var key = new AggregatorRequest(1, "alice");
        foreach (var value in new[] { Some.Action(), null, Some.Action() with { RefinedPrompt = "again" } })
            await producer.ProduceAsync(Topic, new Message<AggregatorRequest, ActionMessage?> { Key = key, Value = value });

        using var consumer = new ConsumerBuilder<AggregatorRequest, ActionMessage?>(ConsumerConfig())
            .SetKeyDeserializer(new AvroDeserializer<AggregatorRequest>(_registry).ForKafka())
            .SetValueDeserializer(new AvroDeserializer<ActionMessage>(_registry).ForKafka()!)
            .Build();
        consumer.Assign(new TopicPartitionOffset(Topic, 0, Offset.Beginning));

        var messages = await Task.Run(() => Enumerable.Range(0, 3).Select(_ => consumer.Consume(TimeSpan.FromSeconds(30)).Message).ToArray());
        messages.Select(message => message.Value).Should().Equal(Some.Action(), null, Some.Action() with { RefinedPrompt = "again" });
        messages.Select(message => message.Key).Should().OnlyContain(read => read == key);
        _registry.Registered.Should().BeEquivalentTo($"{Topic}-key", $"{Topic}-value");
    }

    [Test]
    public async Task ProducerAndConsumer_WithGenericRecordsAndAnAsyncSerializer_ExchangeThem()
    {
        const string Topic = "generic";
        _broker.CreateTopic(Topic, 1);
        using var producer = new ProducerBuilder<Null, GenericRecord>(new ProducerConfig { BootstrapServers = _broker.BootstrapServers })
            .SetValueSerializer(new GenericAvroSerializer(_registry, RegistryOptions).ForKafkaAsync())
            .Build();
        var record = AvroBytes.Generic(Kitchen.SmallSchema, ("a", 42));
        await producer.ProduceAsync(Topic, new Message<Null, GenericRecord> { Value = record });

        using var consumer = new ConsumerBuilder<Null, GenericRecord>(ConsumerConfig())
            .SetValueDeserializer(new GenericAvroDeserializer(_registry).ForKafka())
            .Build();
        consumer.Assign(new TopicPartitionOffset(Topic, 0, Offset.Beginning));

        (await Task.Run(() => consumer.Consume(TimeSpan.FromSeconds(30)))).Message.Value.Should().Be(record);
    }

    [Test]
    public async Task Consumer_OfAMessageWhoseSchemaIsNamedInAHeader_ReadsIt()
    {
        const string Topic = "headers";
        _broker.CreateTopic(Topic, 1);
        _registry.Schemas[900] = ActionMessage.AvroSchema.ToString();
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = _broker.BootstrapServers }).Build();
        var guid = ScriptedRegistry.GuidOf(_registry.Schemas[900]).ToByteArray(bigEndian: true);
        await producer.ProduceAsync(Topic, new Message<Null, byte[]>
        {
            Value = AvroBytes.Encode(Some.Action()),
            Headers = new Headers { { "other", [1] }, { "__value_schema_id", [1, .. guid] } },
        });

        using var consumer = new ConsumerBuilder<Null, ActionMessage>(ConsumerConfig())
            .SetValueDeserializer(new AvroDeserializer<ActionMessage>(_registry).ForKafka())
            .Build();
        consumer.Assign(new TopicPartitionOffset(Topic, 0, Offset.Beginning));

        (await Task.Run(() => consumer.Consume(TimeSpan.FromSeconds(30)))).Message.Value.Should().Be(Some.Action());
    }

    private ConsumerConfig ConsumerConfig() => new() { BootstrapServers = _broker.BootstrapServers, GroupId = "any" };
}
