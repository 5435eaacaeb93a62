using Confluent.Kafka;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Tests.Core.Kafka;

/// <summary>Keeps dead letters, after refusing as many as a test wants.</summary>
internal sealed class CollectingDeadLetters : IDeadLetterProducer
{
    public List<DeadLetterReason> Reasons { get; } = [];

    public int Failures { get; set; }

    public Task ProduceAsync(InFlightMessage message, DeadLetterReason reason, CancellationToken cancellationToken)
    {
        if (Failures-- > 0)
        {
            throw new KafkaException(ErrorCode.Local_MsgTimedOut);
        }

        lock (Reasons)
        {
            Reasons.Add(reason);
        }

        return Task.CompletedTask;
    }
}
