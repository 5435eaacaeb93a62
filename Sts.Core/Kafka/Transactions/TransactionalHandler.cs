using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Processing;

namespace Sts.Core.Kafka.Transactions;

/// <summary>Hands on what a processor has produced for messages to the transaction, once it has processed them.</summary>
internal sealed class TransactionalHandler(IMessageHandler handler, ProcessorTransaction transaction) : IMessageHandler
{
    public int MaxMessages => handler.MaxMessages;

    public TimeSpan MaxWait => handler.MaxWait;

    public bool OrderByPartition => handler.OrderByPartition;

    public async ValueTask HandleAsync(ReadOnlyMemory<InFlightMessage> messages, CancellationToken cancellationToken)
    {
        var outputs = OutputScope.Begin();
        await handler.HandleAsync(messages, cancellationToken);
        transaction.Send(outputs, messages.Span[0].Assignment);
    }
}
