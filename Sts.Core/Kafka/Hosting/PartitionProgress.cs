namespace Sts.Core.Kafka.Hosting;

/// <summary>How far a processor of this host is with one of its partitions, as last seen.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Position">The offset that is read next; null while nothing was read.</param>
/// <param name="Committed">The offset that is committed; null while this host does not know of any.</param>
/// <param name="Lag">How many offsets lie between what is finished and the end of the partition.</param>
public sealed record PartitionProgress(string Topic, int Partition, long? Position, long? Committed, long Lag);
