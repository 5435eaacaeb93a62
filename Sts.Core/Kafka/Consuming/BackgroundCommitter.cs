using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
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

    private readonly OutageNotice _outage = new();
    private volatile Outcome _outcome;
    private Task _request = Task.CompletedTask;
    private long _lastRequest = time.GetTimestamp();

    public bool AcceptsMessages => true;

    public bool IsBusy => !_request.IsCompleted;

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
                BeginCommit(positions);
            }
        }

        return false;
    }

    public bool Revoke(IReadOnlyCollection<PartitionAssignment> revoked, IReadOnlyCollection<PartitionAssignment> kept)
    {
        var started = time.GetTimestamp();
        Drain(revoked, started);
        var committing = time.GetTimestamp();
        while (true)
        {
            // The one under way comes first, or they could overtake each other.
            var left = options.DrainTimeout - time.GetElapsedTime(started);
            var answered = Wait(_request, left > RetryDelay ? left : RetryDelay);
            var positions = Advanced(revoked);
            if (answered && (positions.Length == 0 || _outcome is Outcome.Futile))
            {
                return false;
            }

            // A group that can't take it before we have joined again does not take it later either.
            if (!answered || left <= TimeSpan.Zero || (_outcome is Outcome.Rebalancing && time.GetElapsedTime(committing) > RebalancePatience))
            {
                LogGivenUp(processor);
                return false;
            }

            if (_outcome is not Outcome.Committed)
            {
                Wait(Task.Delay(RetryDelay, time), Timeout.InfiniteTimeSpan);
            }

            BeginCommit(positions);
        }
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

    // The poll thread is in the client's callback, where it can't go on with something else.
    private static bool Wait(IAsyncResult task, TimeSpan timeout) => task.AsyncWaitHandle.WaitOne(timeout);

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

    // On a thread of its own, because the request waits as long as the broker is away.
    private void BeginCommit(Position[] positions) => _request = Task.Factory.StartNew(
        () => _outcome = TryCommit(positions), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Outcome TryCommit(Position[] positions)
    {
        try
        {
            consumer.Commit(positions.Select(position => new TopicPartitionOffset(position.Assignment.Partition, position.Watermark)));
        }
        catch (KafkaException exception)
        {
            if (_outage.Begins())
            {
                LogNotCommitted(processor, exception.Error.Reason);
            }

            return exception.Error.Code switch
            {
                // Of somebody whom the group does not know any more, no offset is taken, however often it is tried.
                ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.FencedInstanceId or ErrorCode.FencedMemberEpoch
                    or ErrorCode.Local_AssignmentLost => Outcome.Futile,
                ErrorCode.RebalanceInProgress => Outcome.Rebalancing,
                _ => Outcome.Failed,
            };
        }

        foreach (var (assignment, watermark) in positions)
        {
            assignment.Committed = watermark;
        }

        _outage.Ends();
        return Outcome.Committed;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not finish its messages of {Partition} within Kafka:DrainTimeout ({Timeout}); they are delivered again")]
    private partial void LogNotDrained(string processor, TopicPartition partition, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} can't commit its offsets for now: {Reason}")]
    private partial void LogNotCommitted(string processor, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not commit its last offsets; the messages since are delivered again")]
    private partial void LogGivenUp(string processor);

    private enum Outcome
    {
        Committed,
        Failed,
        Rebalancing,
        Futile,
    }

    private readonly record struct Position(PartitionAssignment Assignment, long Watermark);
}
