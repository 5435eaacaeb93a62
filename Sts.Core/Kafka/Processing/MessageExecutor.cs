using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Processing;

/// <summary>
/// Brings messages to an end, one way or the other: processed, or dead-lettered. It has them tried again while a service is away, some
/// times when it can't know what is wrong, and divides a failing batch until the message that is to blame stands alone.
/// </summary>
internal sealed partial class MessageExecutor(
    ProcessorDescriptor processor,
    IMessageHandler handler,
    IDeadLetterProducer deadLetters,
    ProcessorStatus status,
    TimeProvider time,
    ILogger<MessageExecutor> logger)
{
    private readonly OutageNotice _deadLetterOutage = new();
    private int _awaitingService;
    private int _retried;

    /// <summary>Whether messages wait for their next attempt.</summary>
    public bool IsRetrying => Volatile.Read(ref _retried) > 0;

    /// <summary>Tries once.</summary>
    /// <returns>When to try again; null when the messages are finished, or their partition is no longer ours.</returns>
    public async ValueTask<TimeSpan?> ExecuteAsync(ReadOnlyMemory<InFlightMessage> messages, Attempts attempts)
    {
        var assignment = messages.Span[0].Assignment;
        if (!assignment.TryBegin())
        {
            StopWaiting(attempts);
            return null;
        }

        try
        {
            attempts.Continue(assignment);
            WorkScope work = messages.Length == 1 ? messages.Span[0] : new MessageBatch(messages.Span[0]);
            work.Enter();
            return await TryAsync(messages, work, attempts);
        }
        catch (Exception) when (assignment.Aborted.IsCancellationRequested)
        {
            // The offset stays where it is, and whoever has the partition next gets the message again.
            StopWaiting(attempts);
            LogGivenBack(processor.Name, messages.Span[0].Position);
            return null;
        }
        finally
        {
            assignment.End();
        }
    }

    private async ValueTask<TimeSpan?> TryAsync(ReadOnlyMemory<InFlightMessage> messages, WorkScope work, Attempts attempts)
    {
        var assignment = messages.Span[0].Assignment;
        using var span = MessagingSpans.StartProcess(messages.Span, work);
        if (attempts.Verdict is { } verdict)
        {
            return await DeadLetterAsync(messages, verdict, assignment, attempts);
        }

        var measured = status.MeasuresDurations;
        var started = measured ? time.GetTimestamp() : 0;
        try
        {
            await handler.HandleAsync(messages, assignment.Aborted);
        }
        catch (Exception exception) when (!assignment.Aborted.IsCancellationRequested)
        {
            span.Fail(exception);
            return await FailedAsync(messages, exception, assignment, attempts);
        }

        status.Measured(messages.Length, measured ? time.GetElapsedTime(started) : null);
        Finish(messages, assignment, attempts);
        return null;
    }

    private async ValueTask<TimeSpan?> FailedAsync(
        ReadOnlyMemory<InFlightMessage> messages, Exception exception, PartitionAssignment assignment, Attempts attempts)
    {
        var (retry, first) = (processor.Options.Retry, messages.Span[0]);
        status.Failed(exception);
        attempts.Tries++;
        switch (FailureClassifier.Classify(exception))
        {
            case Failure.Unavailable:
                StartWaiting(attempts, exception);
                StartRetrying(attempts);
                return retry.DelayAfter(attempts.Tries);

            case var _ when messages.Length > 1:
                attempts.Divide(messages.Span);
                return TimeSpan.Zero;

            case Failure.Unknown when ++attempts.Failed < retry.MaxAttempts:
                StartRetrying(attempts);
                LogTriesAgain(exception, processor.Name, first.Position, attempts.Failed, retry.MaxAttempts);
                return retry.DelayAfter(attempts.Tries);

            default:
                attempts.Verdict = new DeadLetterReason(exception, processor.Name, first.Position, attempts.Tries, time.GetUtcNow());
                attempts.Tries = 0;
                return await DeadLetterAsync(messages, attempts.Verdict, assignment, attempts);
        }
    }

    private async ValueTask<TimeSpan?> DeadLetterAsync(
        ReadOnlyMemory<InFlightMessage> messages, DeadLetterReason reason, PartitionAssignment assignment, Attempts attempts)
    {
        try
        {
            await deadLetters.ProduceAsync(messages.Span[0], reason, assignment.Aborted);
        }
        catch (Exception exception) when (!assignment.Aborted.IsCancellationRequested)
        {
            if (_deadLetterOutage.Begins())
            {
                LogDeadLetterWaits(reason.Source, Topics.DeadLetters(reason.Source.Topic), exception.Message);
            }

            StartRetrying(attempts);
            return processor.Options.Retry.DelayAfter(++attempts.Tries);
        }

        _deadLetterOutage.Ends();
        status.DeadLettered();
        Finish(messages, assignment, attempts);
        return null;
    }

    private void Finish(ReadOnlyMemory<InFlightMessage> messages, PartitionAssignment assignment, Attempts attempts)
    {
        StopWaiting(attempts);
        attempts.Succeeded(messages.Span[^1]);
        assignment.Finished(messages.Span);
    }

    // An outage lasts from the first message that waits to the last one. In between others may well succeed.
    private void StartWaiting(Attempts attempts, Exception exception)
    {
        if (!attempts.AwaitsService)
        {
            attempts.AwaitsService = true;
            if (Interlocked.Increment(ref _awaitingService) == 1)
            {
                LogWaits(processor.Name, FailureClassifier.Describe(exception));
            }
        }
    }

    private void StartRetrying(Attempts attempts)
    {
        status.TriesAgain();
        if (!attempts.IsRetried)
        {
            attempts.IsRetried = true;
            Interlocked.Increment(ref _retried);
        }
    }

    private void StopWaiting(Attempts attempts)
    {
        if (attempts.IsRetried)
        {
            attempts.IsRetried = false;
            Interlocked.Decrement(ref _retried);
        }

        if (attempts.AwaitsService)
        {
            attempts.AwaitsService = false;
            if (Interlocked.Decrement(ref _awaitingService) == 0)
            {
                LogGoesOn(processor.Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} gives back {Position}: the partition is taken away or the host stops")]
    private partial void LogGivenBack(string processor, MessagePosition position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} waits for a service that is away: {Reason}")]
    private partial void LogWaits(string processor, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Processor} goes on")]
    private partial void LogGoesOn(string processor);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} failed on {Position}, attempt {Attempt} of {MaxAttempts}")]
    private partial void LogTriesAgain(Exception exception, string processor, MessagePosition position, int attempt, int maxAttempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "The dead letter of {Position} can't be written to {Topic}; its offset waits until it can: {Reason}")]
    private partial void LogDeadLetterWaits(MessagePosition position, string topic, string reason);
}
