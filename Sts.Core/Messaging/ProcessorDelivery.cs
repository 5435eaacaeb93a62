using Sts.Core.Schemas;

namespace Sts.Core.Messaging;

/// <summary>Delivers messages to processors without a broker: for their tests.</summary>
public static class ProcessorDelivery
{
    private static readonly MessagePosition Position = new("test", "test", 0, 0);

    /// <summary>Delivers one message, as the engine would. What the processor throws comes through.</summary>
    /// <param name="processor">The processor.</param>
    /// <param name="value">The message's value.</param>
    /// <param name="key">Its key; none in most tests, as processors take the user from the value.</param>
    /// <param name="position">Where it is said to lie; the same for all messages unless it is given.</param>
    /// <param name="cancellationToken">Passed on to the processor.</param>
    public static Task DeliverAsync<TMessage>(
        this AvroProcessor<TMessage> processor, TMessage value, string? key = null, MessagePosition? position = null, CancellationToken cancellationToken = default)
        where TMessage : class, IAvroRecord<TMessage> =>
        processor.ProcessAsync(new MessageContext<TMessage>(value, key, position ?? Position), cancellationToken);
}
