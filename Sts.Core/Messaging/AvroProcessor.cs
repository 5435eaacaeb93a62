using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;
using Sts.Core.Schemas;

namespace Sts.Core.Messaging;

/// <summary>A processor that takes one message at a time.</summary>
/// <typeparam name="TMessage">The record that the topics carry, generated from their schema.</typeparam>
/// <remarks>
/// Messages with the same key are processed in order and never at the same time; messages with different keys are processed in
/// parallel, up to <c>Processors:&lt;Name&gt;:Workers</c>. An implementation must be safe for that. Delivery is at least once: make
/// effects idempotent.
/// </remarks>
public abstract class AvroProcessor<TMessage> : IProcessor
    where TMessage : class, IAvroRecord<TMessage>
{
    /// <summary>Processes one message. Its offset is committed some time after this has returned.</summary>
    /// <param name="message">The message, decoded.</param>
    /// <param name="cancellationToken">Cancelled when the partition is taken away or the host's time to stop has run out.</param>
    /// <exception cref="InvalidMessageException">The message can never be processed: it goes to the dead-letter topic.</exception>
    /// <exception cref="Exception">
    /// Anything else is tried again with backoff: without limit while a service is away, else up to
    /// <c>Processors:&lt;Name&gt;:Retry:MaxAttempts</c> times, and then the message goes to the dead-letter topic.
    /// </exception>
    protected internal abstract Task ProcessAsync(MessageContext<TMessage> message, CancellationToken cancellationToken);

    IMessageHandler IProcessor.CreateHandler(IServiceProvider services, ProcessorOptions options) =>
        new AvroMessageHandler<TMessage>(this, services.GetRequiredService<IAvroDeserializer<TMessage>>());
}
