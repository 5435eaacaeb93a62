using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.Processing;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// At least once: commits watermarks in the background, one request at a time. The client's own commits may overtake each other when
/// one is tried again, and leave the group at the older offset. Only when partitions are taken away is a commit waited for.
/// </summary>
internal sealed partial class BackgroundCommitter(
    IConsumer<byte[]?, byte[]?> consumer, KeyedWorkerPool workers, string processor, KafkaOptions options, TimeProvider time, ILogger logger)
    : IOffsetCommitter
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RebalancePatience = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _retry = new();
    private readonly OutageNotice _outage = new();
    private bool _isRebalancing;
    private Task _request = Task.CompletedTask;
    private long _lastRequest = time.GetTimestamp();

    public bool AcceptsMessages => true;

    public void Dispatching()
    {
    }

    public bool Commit(IReadOnlyCollection<PartitionAssignment> assigned)
    {
        if (_request.IsCompleted && time.GetElapsedTime(_lastRequest) >= options.CommitInterval)
        {
            _lastRequest = time.GetTimestamp();
            var positions = Advanced(assigned);
            if (positions.Length > 0)
            {
                // A thread of its own, because the request waits as long as the broker is away.
                _request = Task.Factory.StartNew(() => TryCommit(positions), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }

        return false;
    }

    public bool Revoke(IReadOnlyCollection<PartitionAssignment> revoked, IReadOnlyCollection<PartitionAssignment> kept)
    {
        var started = time.GetTimestamp();
        Drain(revoked, started);
        var left = options.DrainTimeout - time.GetElapsedTime(started);
        ((IAsyncResult)_request).AsyncWaitHandle.WaitOne(left > RetryDelay ? left : RetryDelay);
        var positions = Advanced(revoked);
        var committing = time.GetTimestamp();
        while (positions.Length > 0 && !TryCommit(positions))
        {
            // A group that can't take it before we have joined again does not take it later either.
            if (time.GetElapsedTime(started) >= options.DrainTimeout || (_isRebalancing && time.GetElapsedTime(committing) >= RebalancePatience))
            {
                LogGivenUp(processor);
                break;
            }

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

    private static Position[] Advanced(IReadOnlyCollection<PartitionAssignment> assignments) => [.. assignments
        .Where(assignment => assignment.Watermark > assignment.Committed)
        .Select(assignment => new Position(assignment, assignment.Watermark))];

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

    /// <returns>Whether there is nothing left to try: it is committed, or never will be.</returns>
    private bool TryCommit(Position[] positions)
    {
        try
        {
            consumer.Commit(positions.Select(position => new TopicPartitionOffset(position.Assignment.Partition, position.Watermark)));
        }
        catch (KafkaException exception)
        {
            _isRebalancing = exception.Error.Code is ErrorCode.RebalanceInProgress;
            // Of somebody whom the group does not know any more, no offset is taken, however often it is tried.
            var isFutile = exception.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.FencedInstanceId
                or ErrorCode.Local_AssignmentLost or ErrorCode.FencedMemberEpoch;
            if (_outage.Begins())
            {
                LogNotCommitted(processor, exception.Error.Reason);
            }

            return isFutile;
        }

        foreach (var (assignment, watermark) in positions)
        {
            assignment.Committed = watermark;
        }

        _outage.Ends();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not finish its messages of {Partition} within Kafka:DrainTimeout ({Timeout}); they are delivered again")]
    private partial void LogNotDrained(string processor, TopicPartition partition, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} can't commit its offsets for now: {Reason}")]
    private partial void LogNotCommitted(string processor, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not commit its last offsets; the messages since are delivered again")]
    private partial void LogGivenUp(string processor);

    private readonly record struct Position(PartitionAssignment Assignment, long Watermark);
}
