using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Looks now and then how far the partitions are, for whoever watches. It takes what the client knows already; only of partitions that are
/// paused for long is the broker asked. Used by the poll thread only.
/// </summary>
internal sealed class ProgressObserver(IConsumer<byte[]?, byte[]?> consumer, ProcessorStatus status, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);

    private readonly PausedBacklog _backlog = new(consumer, time);
    private long _last = time.GetTimestamp();
    private long _processed = status.Processed;
    private double _rate;

    /// <summary>Whether a request is under way, so that the consumer can't be disposed.</summary>
    public bool IsBusy => _backlog.IsBusy;

    /// <summary>Waits for the request under way, which has a time limit of its own.</summary>
    public void WaitForRequest() => _backlog.Wait();

    /// <summary>Looks, if it is time to.</summary>
    /// <returns>Whether it was.</returns>
    public bool Observe(IReadOnlyCollection<PartitionAssignment> assigned)
    {
        var elapsed = time.GetElapsedTime(_last);
        if (elapsed < Interval)
        {
            return false;
        }

        _last = time.GetTimestamp();
        foreach (var assignment in assigned)
        {
            status.Finished(assignment.TakeFinished());
        }

        if (status.IsPaused)
        {
            _backlog.Refresh(assigned.Select(assignment => assignment.Partition));
        }

        PartitionProgress[] partitions = [.. assigned.Select(ToProgress).OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Partition)];
        status.Observe(new(partitions.Sum(partition => partition.Lag), assigned.Sum(assignment => assignment.Unfinished), Rate(elapsed), partitions));
        return true;
    }

    // An average that forgets: half of what it tells is younger than some seconds.
    private double Rate(TimeSpan elapsed)
    {
        var before = _processed;
        _processed = status.Processed;
        _rate += (((_processed - before) / elapsed.TotalSeconds) - _rate) * (1 - Math.Exp(-elapsed / RateWindow));
        return _rate < 0.01 ? 0 : _rate;
    }

    private PartitionProgress ToProgress(PartitionAssignment assignment)
    {
        var partition = assignment.Partition;
        var asked = status.IsPaused ? _backlog.Of(partition) : null;
        var position = consumer.Position(partition).Value;
        var committed = assignment.Committed >= 0 ? assignment.Committed : asked?.Committed;
        return new PartitionProgress(
            partition.Topic, partition.Partition.Value, position >= 0 ? position : committed, committed, FindLag(assignment, asked));
    }

    private long FindLag(PartitionAssignment assignment, PausedBacklog.Bounds? asked)
    {
        var end = Math.Max(consumer.GetWatermarkOffsets(assignment.Partition).High.Value, asked?.End ?? Offset.Unset);
        var finished = assignment.Watermark >= 0 ? assignment.Watermark : asked?.Begin;
        return finished is { } from ? Math.Max(0, end - from) : assignment.Unfinished;
    }
}
