namespace Sts.Core.Messaging;

/// <summary>Produces messages of one type to the topic that <see cref="ProducesAttribute{TMessage}"/> names for it.</summary>
/// <typeparam name="TMessage">The record, generated from the topic's schema.</typeparam>
public interface ITopicProducer<in TMessage>
{
    /// <summary>The topic that messages go to.</summary>
    string Topic { get; }

    /// <summary>Sends a message and waits until all in-sync replicas have it.</summary>
    /// <param name="key">The user whose message it is. Messages with the same key stay in order.</param>
    /// <param name="message">The value.</param>
    /// <param name="cancellationToken">Stops the waiting; the message may still be sent.</param>
    /// <exception cref="Confluent.Kafka.KafkaException">The broker did not take it.</exception>
    /// <exception cref="Schemas.SchemaRegistryException">The schema could not be registered or looked up.</exception>
    Task ProduceAsync(string key, TMessage message, CancellationToken cancellationToken);
}
