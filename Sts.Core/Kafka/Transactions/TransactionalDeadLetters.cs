using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Core.Kafka.Transactions;

/// <summary>Hands on dead letters to the transaction, so that each appears once, like everything else that is produced.</summary>
internal sealed class TransactionalDeadLetters(IDeadLetterProducer deadLetters, ProcessorTransaction transaction) : IDeadLetterProducer
{
    public async Task ProduceAsync(InFlightMessage message, DeadLetterReason reason, CancellationToken cancellationToken)
    {
        var outputs = OutputScope.Begin();
        await deadLetters.ProduceAsync(message, reason, cancellationToken);
        transaction.Send(outputs, message.Assignment);
    }
}
