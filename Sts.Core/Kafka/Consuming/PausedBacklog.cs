using Confluent.Kafka;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Asks the broker where paused partitions end. The client learns that from what it fetches, and of a paused partition it fetches nothing. The
/// requests are made in the background, one at a time, and only while a processor is paused.
/// </summary>
internal sealed class PausedBacklog(IConsumer<byte[]?, byte[]?> consumer, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    private volatile IReadOnlyDictionary<TopicPartition, Bounds> _known = new Dictionary<TopicPartition, Bounds>();
    private Task _request = Task.CompletedTask;
    private long? _last;

    /// <summary>Whether a request is under way.</summary>
    public bool IsBusy => !_request.IsCompleted;

    /// <summary>What the broker said last; null when it was not asked.</summary>
    public Bounds? Of(TopicPartition partition) => _known.GetValueOrDefault(partition);

    /// <summary>Asks anew, unless it was asked a moment ago.</summary>
    public void Refresh(IEnumerable<TopicPartition> partitions)
    {
        if (!IsBusy && (_last is not { } last || time.GetElapsedTime(last) >= Interval))
        {
            _last = time.GetTimestamp();
            TopicPartition[] asked = [.. partitions];
            _request = Task.Factory.StartNew(() => _known = Ask(asked), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the request under way.</summary>
    public void Wait() => ((IAsyncResult)_request).AsyncWaitHandle.WaitOne();

    private IReadOnlyDictionary<TopicPartition, Bounds> Ask(TopicPartition[] partitions)
    {
        try
        {
            var bounds = new Dictionary<TopicPartition, Bounds>();
            foreach (var committed in consumer.Committed(partitions, RequestTimeout))
            {
                var ends = consumer.QueryWatermarkOffsets(committed.TopicPartition, RequestTimeout);
                bounds[committed.TopicPartition] = committed.Offset.IsSpecial
                    ? new Bounds(null, ends.Low.Value, ends.High.Value)
                    : new Bounds(committed.Offset.Value, committed.Offset.Value, ends.High.Value);
            }

            return bounds;
        }
        catch (KafkaException)
        {
            // The broker is away, which the client's own log tells. What was known is shown until it is back.
            return _known;
        }
    }

    /// <param name="Committed">What the group has committed; null when nothing.</param>
    /// <param name="Begin">Where the group goes on.</param>
    /// <param name="End">Where the partition ends.</param>
    internal sealed record Bounds(long? Committed, long Begin, long End);
}
