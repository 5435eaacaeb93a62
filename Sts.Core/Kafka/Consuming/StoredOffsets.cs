using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.Processing;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// At least once: stores watermarks with the client, which commits what is stored in the background, again and again until it
/// succeeds. Only when a partition is taken away must a commit be waited for.
/// </summary>
internal sealed partial class StoredOffsets(
    IConsumer<byte[]?, byte[]?> consumer, KeyedWorkerPool workers, string processor, KafkaOptions options, TimeProvider time, ILogger logger)
    : IOffsetCommitter
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _retry = new();
    private long _lastStored = time.GetTimestamp();

    public bool AcceptsMessages => true;

    public void Dispatching()
    {
    }

    public bool Commit(IReadOnlyCollection<PartitionAssignment> assigned)
    {
        if (time.GetElapsedTime(_lastStored) < options.CommitInterval)
        {
            return false;
        }

        _lastStored = time.GetTimestamp();
        foreach (var assignment in assigned)
        {
            if (assignment.Watermark > assignment.Stored)
            {
                consumer.StoreOffset(new TopicPartitionOffset(assignment.Partition, assignment.Watermark));
                assignment.Stored = assignment.Watermark;
            }
        }

        return false;
    }

    public bool Revoke(IReadOnlyCollection<PartitionAssignment> revoked, IReadOnlyCollection<PartitionAssignment> kept)
    {
        var started = time.GetTimestamp();
        Drain(revoked, started);
        var offsets = revoked
            .Where(assignment => assignment.Watermark >= 0)
            .Select(assignment => new TopicPartitionOffset(assignment.Partition, assignment.Watermark))
            .ToList();
        while (offsets.Count > 0 && !TryCommit(offsets, isLastTry: time.GetElapsedTime(started) >= options.DrainTimeout))
        {
            _retry.Wait(RetryDelay);
        }

        return false;
    }

    public bool Lose(IReadOnlyCollection<PartitionAssignment> lost, IReadOnlyCollection<PartitionAssignment> kept)
    {
        foreach (var assignment in lost)
        {
            assignment.Abort();
        }

        workers.WakeStopped();
        return false;
    }

    public void Dispose() => _retry.Dispose();

    private void Drain(IReadOnlyCollection<PartitionAssignment> revoked, long started)
    {
        foreach (var assignment in revoked)
        {
            assignment.Stop();
        }

        workers.WakeStopped();
        foreach (var assignment in revoked)
        {
            var left = options.DrainTimeout - time.GetElapsedTime(started);
            if (!assignment.Drain(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                LogNotDrained(processor, assignment.Partition, options.DrainTimeout);
            }

            assignment.Advance();
        }
    }

    /// <returns>Whether there is nothing left to try.</returns>
    private bool TryCommit(List<TopicPartitionOffset> offsets, bool isLastTry)
    {
        try
        {
            consumer.Commit(offsets);
            return true;
        }
        catch (KafkaException exception)
        {
            // Of somebody whom the group does not know any more, no offset is taken, however often it is tried.
            var isFutile = exception.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.FencedInstanceId
                or ErrorCode.Local_AssignmentLost or ErrorCode.FencedMemberEpoch;
            if (isFutile || isLastTry)
            {
                LogCommitFailed(processor, exception.Error.Reason);
            }

            return isFutile || isLastTry;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not finish its messages of {Partition} within Kafka:DrainTimeout ({Timeout}); they are delivered again")]
    private partial void LogNotDrained(string processor, TopicPartition partition, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not commit its last offsets ({Reason}); the messages since are delivered again")]
    private partial void LogCommitFailed(string processor, string reason);
}
