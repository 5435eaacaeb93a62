using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// The partitions that one consumer has, through its rebalances: a revoked partition is drained and committed and all others go on, a
/// lost one is dropped without a commit. Used by the poll thread only; the workers never wait for it, so it may wait for them.
/// </summary>
internal sealed partial class AssignedPartitions(
    ProcessorStatus status, string log, TimeSpan drainTimeout, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Dictionary<TopicPartition, PartitionAssignment> _assigned = [];
    private readonly List<PartitionAssignment> _released = [];
    private readonly string _processor = status.Descriptor.Name;

    public IReadOnlyCollection<PartitionAssignment> All => _assigned.Values;

    public PartitionAssignment? Find(TopicPartition partition) => _assigned.GetValueOrDefault(partition);

    public void Assign(List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned[partition] = new PartitionAssignment(partition, log);
        }

        status.Assigned(_assigned.ToDictionary());
        LogAssigned(_processor, partitions.Count, _assigned.Count);
    }

    /// <summary>Finishes what is in work, within a time, and commits it. Called before anybody else gets the partitions.</summary>
    public void Revoke(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartitionOffset> partitions)
    {
        var revoked = Remove(partitions);
        revoked.ForEach(assignment => assignment.Stop());
        var started = time.GetTimestamp();
        foreach (var assignment in revoked)
        {
            var left = drainTimeout - time.GetElapsedTime(started);
            if (!assignment.Drain(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                LogNotDrained(_processor, assignment.Partition, drainTimeout);
            }
        }

        Commit(consumer, revoked);
        LogRevoked(_processor, revoked.Count);
    }

    /// <summary>Drops what is in work: the partitions may be somebody else's already.</summary>
    public void Lose(List<TopicPartitionOffset> partitions)
    {
        var lost = Remove(partitions);
        lost.ForEach(assignment => assignment.Abort());
        LogLost(_processor, lost.Count);
    }

    public void Dispose() => _released.ForEach(assignment => assignment.Dispose());

    private List<PartitionAssignment> Remove(List<TopicPartitionOffset> partitions)
    {
        var removed = new List<PartitionAssignment>(partitions.Count);
        foreach (var partition in partitions)
        {
            if (_assigned.Remove(partition.TopicPartition, out var assignment))
            {
                removed.Add(assignment);
            }
        }

        status.Unassigned(_assigned.ToDictionary());
        _released.AddRange(removed);
        return removed;
    }

    private void Commit(IConsumer<byte[]?, byte[]?> consumer, List<PartitionAssignment> assignments)
    {
        var offsets = assignments
            .Where(assignment => assignment.Watermark >= 0)
            .Select(assignment => new TopicPartitionOffset(assignment.Partition, assignment.Watermark))
            .ToList();
        if (offsets.Count == 0)
        {
            return;
        }

        try
        {
            consumer.Commit(offsets);
        }
        catch (KafkaException exception)
        {
            LogCommitFailed(_processor, exception.Error.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} was assigned {Count} partition(s) and has {Total}")]
    private partial void LogAssigned(string processor, int count, int total);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} has given back {Count} partition(s)")]
    private partial void LogRevoked(string processor, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} has lost {Count} partition(s); what was in work there is done again by their new owner")]
    private partial void LogLost(string processor, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not finish its messages of {Partition} within Kafka:DrainTimeout ({Timeout}); they are delivered again")]
    private partial void LogNotDrained(string processor, TopicPartition partition, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not commit its last offsets ({Reason}); the messages since are delivered again")]
    private partial void LogCommitFailed(string processor, string reason);
}
