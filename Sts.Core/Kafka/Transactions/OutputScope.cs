using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Sts.Core.Kafka.Transactions;

/// <summary>
/// Collects what is produced while a message is processed, so that an attempt that fails produces nothing. It follows the asynchronous
/// flow, since a processor does not hand its message on to the producer.
/// </summary>
internal sealed class OutputScope
{
    private static readonly AsyncLocal<OutputScope?> Ambient = new();

    private readonly ConcurrentQueue<(TopicPartition Target, Message<byte[]?, byte[]?> Message)> _outputs = new();

    private OutputScope()
    {
    }

    /// <summary>The one that is collecting here, if any.</summary>
    public static OutputScope? Current => Ambient.Value;

    public IEnumerable<(TopicPartition Target, Message<byte[]?, byte[]?> Message)> Outputs => _outputs;

    /// <summary>Collects from here on, until the calling asynchronous method returns.</summary>
    public static OutputScope Begin() => Ambient.Value = new OutputScope();

    public void Add(TopicPartition target, Message<byte[]?, byte[]?> message) => _outputs.Enqueue((target, message));
}
