using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Brings messages to an end, one way or the other: processed, or dead-lettered. It tries again while a service is away, some times
/// when it can't know what is wrong, and divides a failing batch until the message that is to blame stands alone.
/// </summary>
internal sealed partial class MessageExecutor(
    ProcessorDescriptor processor,
    IMessageHandler handler,
    IDeadLetterProducer deadLetters,
    ProcessorStatus status,
    TimeProvider time,
    ILogger<MessageExecutor> logger)
{
    private readonly OutageNotice _outage = new();

    /// <summary>Returns when every message is done, or when their partition is no longer ours.</summary>
    public async Task ExecuteAsync(ReadOnlyMemory<InFlightMessage> messages)
    {
        var assignment = messages.Span[0].Assignment;
        if (!assignment.TryBegin())
        {
            return;
        }

        try
        {
            await RunAsync(messages, assignment);
        }
        catch (Exception) when (assignment.Stopping.IsCancellationRequested)
        {
            // The offset stays where it is, and whoever has the partition next gets the message again.
            LogGivenBack(processor.Name, messages.Span[0].Position);
        }
        finally
        {
            assignment.End();
        }
    }

    private async Task RunAsync(ReadOnlyMemory<InFlightMessage> messages, PartitionAssignment assignment)
    {
        var maxAttempts = processor.Options.Retry.MaxAttempts;
        var failed = 0;
        for (var tries = 1; ; tries++)
        {
            var started = time.GetTimestamp();
            try
            {
                await handler.HandleAsync(messages, assignment.Aborted);
                status.Processed(messages.Length, time.GetElapsedTime(started));
                if (_outage.Ends())
                {
                    LogGoesOn(processor.Name);
                }

                Complete(messages);
                return;
            }
            catch (Exception exception) when (!assignment.Aborted.IsCancellationRequested)
            {
                var failure = FailureClassifier.Classify(exception);
                status.Failed(exception);
                if (failure is Failure.Unavailable)
                {
                    if (_outage.Begins())
                    {
                        LogWaits(processor.Name, FailureClassifier.Describe(exception));
                    }
                }
                else if (failure is Failure.Poison || ++failed >= maxAttempts || messages.Length > 1)
                {
                    await GiveUpAsync(messages, exception, tries, assignment);
                    return;
                }
                else
                {
                    LogTriesAgain(exception, processor.Name, messages.Span[0].Position, failed, maxAttempts);
                }
            }

            await Task.Delay(processor.Options.Retry.DelayAfter(tries), time, assignment.Stopping);
        }
    }

    private async Task GiveUpAsync(ReadOnlyMemory<InFlightMessage> messages, Exception exception, int attempts, PartitionAssignment assignment)
    {
        if (messages.Length > 1)
        {
            var half = messages.Length / 2;
            await RunAsync(messages[..half], assignment);
            await RunAsync(messages[half..], assignment);
            return;
        }

        var message = messages.Span[0];
        var reason = new DeadLetterReason(exception, processor.Name, message.Position, attempts, time.GetUtcNow());
        await deadLetters.ProduceAsync(message.Result, reason, assignment.Stopping);
        status.DeadLettered();
        Complete(messages);
    }

    private static void Complete(ReadOnlyMemory<InFlightMessage> messages)
    {
        foreach (var message in messages.Span)
        {
            message.Assignment.Completed(message);
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
}
