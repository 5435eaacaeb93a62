namespace Sts.Core.Messaging;

/// <summary>Where a message lies. No two messages share one, so it tells a replay from a new message.</summary>
/// <param name="Log">The identity of the broker's log: its cluster id, or <c>Kafka:ClusterId</c> where it has none.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition within the topic, from 0.</param>
/// <param name="Offset">The offset within the partition, from 0.</param>
public readonly record struct MessagePosition(string Log, string Topic, int Partition, long Offset)
{
    /// <inheritdoc />
    public override string ToString() => $"{Topic}[{Partition}]@{Offset}";
}
