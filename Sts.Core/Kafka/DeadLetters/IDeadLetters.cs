using Confluent.Kafka;
using Sts.Core.Configuration;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>
/// The messages that could not be processed: finds them and sends them back. Safe for concurrent use. Every member throws
/// <see cref="KafkaException"/> when the broker does not answer or refuses. A topic may be named by itself or by its source.
/// </summary>
public interface IDeadLetters
{
    /// <summary>Looks through all dead-letter topics, in the order of their names.</summary>
    Task<IReadOnlyList<DeadLetterTopic>> ListTopicsAsync(CancellationToken cancellationToken);

    /// <summary>Reads a topic from its beginning to where it ends now; within a partition, the oldest first.</summary>
    /// <exception cref="StsConfigurationException">The broker has no such topic.</exception>
    IAsyncEnumerable<DeadLetter> ReadAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Reads single letters, in the order in which they are asked for.</summary>
    /// <exception cref="StsConfigurationException">The broker has no such topic, or the topic has no such letter.</exception>
    Task<IReadOnlyList<DeadLetter>> FindAsync(string topic, IReadOnlyCollection<DeadLetterPosition> positions, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a replay reaches only the processor that failed, as the message that it was. Otherwise, on a broker without headers or
    /// with a letter of unknown cause, every group of the topic gets it again, as a new message.
    /// </summary>
    bool CanAddress(DeadLetter letter);

    /// <summary>Sends a letter back to its source topic and notes that. Letters of one partition keep their order.</summary>
    /// <returns>Where it went.</returns>
    Task<DeadLetterReplay> ReplayAsync(DeadLetter letter, CancellationToken cancellationToken);
}
