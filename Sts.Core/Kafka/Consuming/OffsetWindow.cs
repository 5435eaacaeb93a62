using Confluent.Kafka;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// The messages of one partition, in the order of the log, from the first one that is not finished on. What lies before it is the
/// watermark: the offset to be read next after a restart. Used by the poll thread only; the workers just mark messages as finished.
/// </summary>
internal sealed class OffsetWindow
{
    private readonly Queue<InFlightMessage> _messages = new();
    private long _end = Offset.Unset;

    /// <summary>The offset before which everything is finished; <see cref="Offset.Unset"/> while nothing is. It never goes back.</summary>
    public long Watermark { get; private set; } = Offset.Unset;

    /// <summary>How many messages lie between the watermark and the last one received, finished or not.</summary>
    public int Count => _messages.Count;

    /// <summary>Takes note of a message. Offsets rise, but need not follow each other: compacted and transactional topics have gaps.</summary>
    public void Add(InFlightMessage message) => _messages.Enqueue(message);

    /// <summary>Takes note that the log holds nothing more before an offset, also where the last offsets are not messages (transaction markers).</summary>
    public void ReachedEnd(long offset) => _end = offset;

    /// <summary>Moves the watermark past all messages that are finished and have none unfinished before them.</summary>
    public void Advance()
    {
        while (_messages.TryPeek(out var first) && first.IsFinished)
        {
            _messages.Dequeue();
            Watermark = first.Offset + 1;
        }

        // Whatever was received after the end was reported lies behind it, so with nothing in flight the larger of the two holds.
        if (_messages.Count == 0 && _end > Watermark)
        {
            Watermark = _end;
        }
    }
}
