using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// The partitions that one consumer has, through its rebalances: a revoked partition is drained and committed and all others go on, a
/// lost one is dropped without a commit. Used by the poll thread only; the workers never wait for it, so it may wait for them.
/// </summary>
internal sealed partial class AssignedPartitions(ProcessorStatus status, string log, ILogger logger)
{
    private readonly Dictionary<TopicPartition, PartitionAssignment> _assigned = [];
    private readonly string _processor = status.Descriptor.Name;
    private PartitionAssignment? _last;

    public IReadOnlyCollection<PartitionAssignment> All => _assigned.Values;

    /// <summary>Finds where a message belongs. Messages of one partition come in runs, so it mostly is where the last one did.</summary>
    public PartitionAssignment? Find(string topic, Partition partition)
    {
        if (_last is null || _last.Partition.Partition != partition || _last.Partition.Topic != topic)
        {
            _last = _assigned.GetValueOrDefault(new TopicPartition(topic, partition));
        }

        return _last;
    }

    public void Assign(List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned[partition] = new PartitionAssignment(partition, log, status.Descriptor);
        }

        _last = null;

        status.Assigned(_assigned.ToDictionary());
        LogAssigned(_processor, partitions.Count, _assigned.Count);
    }

    /// <summary>Some partitions, or all, are given back.</summary>
    public void Revoke(IEnumerable<TopicPartition> partitions, IOffsetCommitter committer)
    {
        var revoked = Remove(partitions);
        if (committer.Revoke(revoked, _assigned.Values))
        {
            Rewind();
        }

        status.Finished(revoked.Sum(assignment => assignment.TakeFinished()));

        LogRevoked(_processor, revoked.Count);
    }

    public void Lose(IEnumerable<TopicPartition> partitions, IOffsetCommitter committer)
    {
        var lost = Remove(partitions);
        if (committer.Lose(lost, _assigned.Values))
        {
            Rewind();
        }

        status.Finished(lost.Sum(assignment => assignment.TakeFinished()));

        LogLost(_processor, lost.Count);
    }

    /// <summary>Begins anew with every partition, from its last commit on.</summary>
    public void Rewind()
    {
        _last = null;
        foreach (var assignment in _assigned.Values.ToArray())
        {
            status.Finished(assignment.TakeFinished());
            _assigned[assignment.Partition] = assignment.BeginAnew();
        }

        status.Assigned(_assigned.ToDictionary());
    }

    private List<PartitionAssignment> Remove(IEnumerable<TopicPartition> partitions)
    {
        _last = null;
        var removed = new List<PartitionAssignment>();
        foreach (var partition in partitions)
        {
            if (_assigned.Remove(partition, out var assignment))
            {
                removed.Add(assignment);
            }
        }

        status.Unassigned(_assigned.ToDictionary());
        return removed;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} was assigned {Count} partition(s) and has {Total}")]
    private partial void LogAssigned(string processor, int count, int total);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} has given back {Count} partition(s)")]
    private partial void LogRevoked(string processor, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} has lost {Count} partition(s); what was in work there is done again by their new owner")]
    private partial void LogLost(string processor, int count);
}
