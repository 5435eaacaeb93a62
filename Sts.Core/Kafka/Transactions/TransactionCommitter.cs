using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;

namespace Sts.Core.Kafka.Transactions;

/// <summary>
/// Exactly once: collects messages for a while, lets all of them finish, and commits their offsets together with what was produced for
/// them (KIP-447). A transaction holds whole messages only, because each of them sends its outputs when it is finished, and all of its
/// messages, because it is committed when none is unfinished. What can't be finished is aborted and read again.
/// </summary>
internal sealed partial class TransactionCommitter(
    IConsumer<byte[]?, byte[]?> consumer, KeyedWorkerPool workers, ProcessorTransaction transaction, ProcessorDescriptor processor,
    KafkaOptions options, TimeProvider time, ILogger logger) : IOffsetCommitter
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestTransaction = TransactionSettings.Timeout / 2;

    private readonly OutageNotice _aborted = new();
    private long _began;
    private bool _closing;

    public bool AcceptsMessages => !_closing;

    public bool IsBusy => false;

    public void Dispatching()
    {
        if (!transaction.IsOpen)
        {
            transaction.Begin();
            _began = time.GetTimestamp();
        }
    }

    public bool Commit(IReadOnlyCollection<PartitionAssignment> assigned)
    {
        if (!transaction.IsOpen || time.GetElapsedTime(_began) < processor.Options.TransactionInterval)
        {
            return false;
        }

        if (AreFinished(assigned, _closing ? TimeSpan.Zero : Moment) && TryCommit(assigned, out var mustAbort))
        {
            return mustAbort && Abort(assigned);
        }

        _closing = true;
        return time.GetElapsedTime(_began) > LongestTransaction && Abort(assigned);
    }

    public bool Revoke(IReadOnlyCollection<PartitionAssignment> revoked, IReadOnlyCollection<PartitionAssignment> kept)
    {
        PartitionAssignment[] all = [.. revoked, .. kept];
        var started = time.GetTimestamp();
        var mustAbort = transaction.IsOpen && !AreFinished(all, options.DrainTimeout);
        while (transaction.IsOpen && !mustAbort && !TryCommit(all, out mustAbort))
        {
            mustAbort = time.GetElapsedTime(started) >= options.DrainTimeout;
        }

        if (mustAbort)
        {
            return Abort(all);
        }

        foreach (var assignment in revoked)
        {
            assignment.Stop();
        }

        return false;
    }

    public bool Lose(IReadOnlyCollection<PartitionAssignment> lost, IReadOnlyCollection<PartitionAssignment> kept) =>
        Abort(transaction.IsOpen ? [.. lost, .. kept] : lost) && kept.Any(assignment => assignment.IsStopped);

    private bool AreFinished(IReadOnlyCollection<PartitionAssignment> assignments, TimeSpan timeout)
    {
        var started = time.GetTimestamp();
        foreach (var assignment in assignments)
        {
            var left = timeout - time.GetElapsedTime(started);
            if (!assignment.WaitUntilLeft(0, left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                return false;
            }

            assignment.Advance();
        }

        return true;
    }

    /// <returns>Whether that is over, well or not; false to try again.</returns>
    private bool TryCommit(IReadOnlyCollection<PartitionAssignment> assignments, out bool mustAbort)
    {
        mustAbort = false;
        var advanced = assignments.Where(assignment => assignment.Watermark > assignment.Committed).ToArray();
        try
        {
            transaction.Commit(
                [.. advanced.Select(assignment => new TopicPartitionOffset(assignment.Partition, assignment.Watermark))], consumer.ConsumerGroupMetadata);
        }
        catch (KafkaTxnRequiresAbortException exception)
        {
            if (_aborted.Begins())
            {
                LogRefused(processor.Name, exception.Error.Reason);
            }

            mustAbort = true;
            return true;
        }
        catch (KafkaRetriableException)
        {
            return false;
        }

        foreach (var assignment in advanced)
        {
            assignment.Committed = assignment.Watermark;
        }

        _closing = false;
        _aborted.Ends();
        return true;
    }

    private bool Abort(IReadOnlyCollection<PartitionAssignment> assignments)
    {
        if (transaction.IsOpen && _aborted.Begins())
        {
            LogNotFinished(processor.Name);
        }

        foreach (var assignment in assignments)
        {
            assignment.Abort();
        }

        workers.WakeStopped();
        transaction.Abort();
        _closing = false;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker refuses a transaction of {Processor}, which is aborted and done again: {Reason}")]
    private partial void LogRefused(string processor, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A transaction of {Processor} can't be finished in time or has lost its partitions; it is aborted and done again")]
    private partial void LogNotFinished(string processor);
}
