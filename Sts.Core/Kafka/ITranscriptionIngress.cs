using Sts.Core.Messages;

namespace Sts.Core.Kafka;

/// <summary>Takes what people say from sources other than Kafka.</summary>
public interface ITranscriptionIngress
{
    /// <summary>Publishes an utterance and waits until the broker has it.</summary>
    /// <param name="segment">The utterance.</param>
    /// <param name="cancellationToken">Stops the waiting; the utterance may still be published.</param>
    /// <returns>False when the embedded broker has no room until its processors have read on; try again later.</returns>
    /// <exception cref="Confluent.Kafka.KafkaException">The broker did not take it.</exception>
    /// <exception cref="Schemas.SchemaRegistryException">The schema could not be registered or looked up.</exception>
    Task<bool> TryPublishAsync(TranscriptionSegment segment, CancellationToken cancellationToken);
}
