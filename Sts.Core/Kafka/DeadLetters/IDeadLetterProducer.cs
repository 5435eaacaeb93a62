using Confluent.Kafka;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Writes messages that can't be processed to where they are kept.</summary>
internal interface IDeadLetterProducer
{
    /// <summary>Returns once the dead letter and its reason are acknowledged; tries until then, because without them the message would be lost.</summary>
    Task ProduceAsync(ConsumeResult<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken);
}
