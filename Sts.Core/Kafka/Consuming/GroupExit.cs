using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Sts.Core.Kafka.Consuming;

/// <summary>Leaves the group, and waits for the client no longer than that may take. Used by the poll thread, at its end.</summary>
internal sealed partial class GroupExit(IConsumer<byte[]?, byte[]?> consumer, bool isStaticMember, string processor, KafkaClientLog log, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(10);

    private Task _closing = Task.CompletedTask;

    /// <summary>Whether the client still leaves, so that it can't be disposed.</summary>
    public bool IsBusy => !_closing.IsCompleted;

    /// <summary>Leaves the group.</summary>
    public void Leave()
    {
        EndRebalance();
        BeginToLeave();
        if (!Wait(LeaveTimeout))
        {
            LogLeftBehind(processor, LeaveTimeout);
        }
    }

    /// <summary>Leaves the group when the broker answers again.</summary>
    public void BeginToLeave() => _closing = Task.Factory.StartNew(Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Waits until the client has left.</summary>
    public void WaitUntilLeft() => Wait(Timeout.InfiniteTimeSpan);

    // Partitions may have been given to us since the last poll. A client that closes before it could hand them over can wait for itself
    // forever (https://github.com/confluentinc/librdkafka/issues/4527), so they are taken, and given back, before that.
    private void EndRebalance()
    {
        try
        {
            // Messages that have arrived would come first, and more of them meanwhile.
            consumer.Pause(consumer.Assignment);

            // A static member would give up its place by this.
            if (!isStaticMember)
            {
                consumer.Unsubscribe();
            }

            var started = time.GetTimestamp();
            do
            {
                consumer.Consume(PollTimeout);
            }
            while (!HasNothing() && time.GetElapsedTime(started) < LeaveTimeout);
        }
        catch (KafkaException exception)
        {
            log.Error(exception.Error);
        }
    }

    private bool HasNothing() => isStaticMember || (consumer.Subscription.Count == 0 && consumer.Assignment.Count == 0);

    private void Close()
    {
        try
        {
            consumer.Close();
        }
        catch (KafkaException exception)
        {
            log.Error(exception.Error);
        }
    }

    // The consumer belongs to this thread, which therefore can't go on with something else.
    private bool Wait(TimeSpan timeout) => ((IAsyncResult)_closing).AsyncWaitHandle.WaitOne(timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Kafka client of {Processor} has not left its group within {Time}, and is not waited for any more")]
    private partial void LogLeftBehind(string processor, TimeSpan time);
}
