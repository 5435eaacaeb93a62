using Confluent.Kafka;
using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Writes messages that can't be processed to where they are kept.</summary>
internal interface IDeadLetterProducer
{
    /// <summary>Returns once the dead letter and its reason are acknowledged. Until then the message must not count as finished, or it would be lost.</summary>
    /// <exception cref="KafkaException">The broker did not take it.</exception>
    Task ProduceAsync(InFlightMessage message, DeadLetterReason reason, CancellationToken cancellationToken);
}
