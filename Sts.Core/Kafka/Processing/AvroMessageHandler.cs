using Sts.Core.Kafka.Consuming;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Core.Kafka.Processing;

/// <summary>Decodes one message and passes it to an <see cref="AvroProcessor{TMessage}"/>.</summary>
internal sealed class AvroMessageHandler<TMessage>(AvroProcessor<TMessage> processor, IAvroDeserializer<TMessage> deserializer) : IMessageHandler
    where TMessage : class, IAvroRecord<TMessage>
{
    public int MaxMessages => 1;

    public TimeSpan MaxWait => TimeSpan.Zero;

    public bool OrderByPartition => false;

    public async ValueTask HandleAsync(ReadOnlyMemory<InFlightMessage> messages, CancellationToken cancellationToken)
    {
        var message = messages.Span[0];
        var value = await deserializer.DeserializeAsync(message.Result.Message.Value, message.ValueContext, cancellationToken);
        await processor.ProcessAsync(message.ToContext(value), cancellationToken);
    }
}
