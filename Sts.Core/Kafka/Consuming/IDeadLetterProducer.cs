using Confluent.Kafka;

namespace Sts.Core.Kafka.Consuming;

/// <summary>Writes messages that can't be processed to where they are kept.</summary>
internal interface IDeadLetterProducer
{
    /// <summary>Returns once the dead letter is acknowledged; tries until then, because without it the message would be lost.</summary>
    Task ProduceAsync(ConsumeResult<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken);
}
