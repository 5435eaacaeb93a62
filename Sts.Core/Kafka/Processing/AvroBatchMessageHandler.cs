using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Core.Kafka.Processing;

/// <summary>Decodes a batch and passes it to an <see cref="AvroBatchProcessor{TMessage}"/>.</summary>
internal sealed class AvroBatchMessageHandler<TMessage>(
    AvroBatchProcessor<TMessage> processor, IAvroDeserializer<TMessage> deserializer, ProcessorOptions options) : IMessageHandler
    where TMessage : class, IAvroRecord<TMessage>
{
    public int MaxMessages => options.BatchSize;

    public TimeSpan MaxWait => options.BatchWait;

    public bool OrderByPartition => true;

    public async ValueTask HandleAsync(ReadOnlyMemory<InFlightMessage> messages, CancellationToken cancellationToken)
    {
        var contexts = new MessageContext<TMessage>[messages.Length];
        for (var i = 0; i < messages.Length; i++)
        {
            var message = messages.Span[i];
            var value = await deserializer.DeserializeAsync(message.Result.Message.Value, message.ValueContext, cancellationToken);
            contexts[i] = message.ToContext(value);
        }

        await processor.ProcessAsync(contexts, cancellationToken);
    }
}
