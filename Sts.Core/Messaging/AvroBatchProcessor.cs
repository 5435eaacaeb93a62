using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;
using Sts.Core.Schemas;

namespace Sts.Core.Messaging;

/// <summary>A processor that takes several messages at once, for effects that are cheaper together.</summary>
/// <typeparam name="TMessage">The record that the topics carry, generated from their schema.</typeparam>
/// <remarks>
/// A batch holds messages of one partition, in order: at most <c>Processors:&lt;Name&gt;:BatchSize</c> of them, collected for at most
/// <c>Processors:&lt;Name&gt;:BatchWait</c>. Batches of different partitions run in parallel. When a batch fails for good, it is divided
/// until the message that is to blame stands alone, so the effect of a batch must be all or nothing, or idempotent.
/// </remarks>
public abstract class AvroBatchProcessor<TMessage> : IProcessor
    where TMessage : class, IAvroRecord<TMessage>
{
    /// <summary>Processes the messages. Their offsets are committed some time after this has returned.</summary>
    /// <param name="messages">At least one message, in the partition's order.</param>
    /// <param name="cancellationToken">Cancelled when the partition is taken away or the host's time to stop has run out.</param>
    /// <exception cref="InvalidMessageException">One of the messages can never be processed.</exception>
    /// <exception cref="Exception">Anything else is tried again with backoff, as with <see cref="AvroProcessor{TMessage}"/>.</exception>
    protected internal abstract Task ProcessAsync(IReadOnlyList<MessageContext<TMessage>> messages, CancellationToken cancellationToken);

    IMessageHandler IProcessor.CreateHandler(IServiceProvider services, ProcessorOptions options) =>
        new AvroBatchMessageHandler<TMessage>(this, services.GetRequiredService<IAvroDeserializer<TMessage>>(), options);
}
