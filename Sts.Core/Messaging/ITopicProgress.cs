namespace Sts.Core.Messaging;

/// <summary>Tells how far another processor has come, possibly in another host.</summary>
public interface ITopicProgress
{
    /// <summary>
    /// Waits until a processor has committed everything that a topic held when this was called. What a processor commits, it commits
    /// after its effects are durable, so from then on they can be relied on.
    /// </summary>
    /// <param name="processor">The processor's name, for example <c>Persistence</c>; its group id is the configured one.</param>
    /// <param name="topic">A topic that it consumes.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="Confluent.Kafka.KafkaException">The broker did not answer.</exception>
    Task WaitUntilCaughtUpAsync(string processor, string topic, CancellationToken cancellationToken);
}
