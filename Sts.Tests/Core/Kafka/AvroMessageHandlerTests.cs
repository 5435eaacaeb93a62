using Confluent.Kafka;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Core.Kafka;

public sealed class AvroMessageHandlerTests
{
    private static readonly AggregatorRequest Request = new(1, "alice");

    private readonly ScriptedRegistry _registry = new() { Schemas = { [1] = AggregatorRequest.AvroSchema.ToString() } };

    [Test]
    public async Task HandleAsync_MessageWhoseSchemaIsNamedInAHeader_IsProcessed()
    {
        var (single, batch) = (new Single(), new Batch());
        var deserializer = new AvroDeserializer<AggregatorRequest>(_registry);
        var messages = new[] { Message() };

        await new AvroMessageHandler<AggregatorRequest>(single, deserializer).HandleAsync(messages, default);
        await new AvroBatchMessageHandler<AggregatorRequest>(batch, deserializer, new ProcessorOptions()).HandleAsync(messages, default);

        single.Seen.Should().Equal(Request);
        batch.Seen.Should().Equal(Request);
    }

    private InFlightMessage Message()
    {
        var schema = (byte[])[1, .. ScriptedRegistry.GuidOf(_registry.Schemas[1]).ToByteArray(bigEndian: true)];
        return new InFlightMessage(
            new ConsumeResult<byte[]?, byte[]?>
            {
                TopicPartitionOffset = new TopicPartitionOffset(Some.Partition, 0),
                Message = new Message<byte[]?, byte[]?> { Value = AvroBytes.Encode(Request), Headers = new Headers { { WireFormat.ValueSchemaHeader, schema } } },
            },
            Some.Assignment());
    }

    private sealed class Single : AvroProcessor<AggregatorRequest>
    {
        public List<AggregatorRequest> Seen { get; } = [];

        protected internal override Task ProcessAsync(MessageContext<AggregatorRequest> message, CancellationToken cancellationToken)
        {
            Seen.Add(message.Value);
            return Task.CompletedTask;
        }
    }

    private sealed class Batch : AvroBatchProcessor<AggregatorRequest>
    {
        public List<AggregatorRequest> Seen { get; } = [];

        protected internal override Task ProcessAsync(IReadOnlyList<MessageContext<AggregatorRequest>> messages, CancellationToken cancellationToken)
        {
            Seen.AddRange(messages.Select(message => message.Value));
            return Task.CompletedTask;
        }
    }
}
