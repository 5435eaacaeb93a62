using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Embedded;

/// <summary>
/// Tells when the embedded broker can take no more without dropping what a slow processor has not read yet: it keeps only so much of
/// a partition. A broker of its own keeps what it is configured to, and always has room here.
/// </summary>
internal sealed class EmbeddedBacklog(KafkaCluster cluster, ProcessorMonitor monitor)
{
    private const long Limit = EmbeddedBroker.PartitionCapacity * 7 / 10;

    // What the broker keeps beside the value: the key, and the head of a batch, which may hold one message only.
    private const int Overhead = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<TopicPartition, UnreadMessages> _unread = [];
    private readonly ProcessorStatus[] _readers = [.. monitor.Statuses.Where(status => status.Descriptor.Topics.Contains(Topics.Transcriptions))];
    private long _underWay;

    /// <summary>Reserves room for a message. When there is, <see cref="Sent"/> must follow.</summary>
    /// <param name="bytes">The size of the value.</param>
    public bool TryReserve(long bytes)
    {
        if (!cluster.IsEmbedded)
        {
            return true;
        }

        lock (_gate)
        {
            // Which partition the key leads to is the client's affair, so the fullest one counts.
            var fullest = 0L;
            foreach (var (partition, unread) in _unread)
            {
                fullest = Math.Max(fullest, unread.DropBefore(SlowestReader(partition)));
            }

            if (fullest + _underWay + bytes + Overhead > Limit)
            {
                return false;
            }

            _underWay += bytes + Overhead;
            return true;
        }
    }

    /// <summary>A message for which room was reserved has been sent, or could not be.</summary>
    /// <param name="position">Where it lies; null when it was not sent.</param>
    /// <param name="bytes">What was reserved.</param>
    public void Sent(TopicPartitionOffset? position, long bytes)
    {
        if (!cluster.IsEmbedded)
        {
            return;
        }

        lock (_gate)
        {
            _underWay -= bytes + Overhead;
            if (position is not null)
            {
                if (!_unread.TryGetValue(position.TopicPartition, out var unread))
                {
                    _unread[position.TopicPartition] = unread = new UnreadMessages();
                }

                unread.Add(position.Offset.Value, bytes + Overhead);
            }
        }
    }

    // Who has not begun to read has everything before it; the broker's log begins at 0.
    private long SlowestReader(TopicPartition partition) =>
        _readers.Length == 0 ? long.MaxValue : _readers.Min(reader => Math.Max(0, reader.WatermarkOf(partition) ?? 0));

    /// <summary>The sizes of one partition's messages that somebody has still to read.</summary>
    private sealed class UnreadMessages
    {
        private readonly Queue<(long Offset, long Bytes)> _messages = new();
        private long _bytes;
        private long _last = -1;

        public void Add(long offset, long bytes)
        {
            _messages.Enqueue((offset, bytes));
            _bytes += bytes;
            _last = Math.Max(_last, offset);
        }

        /// <returns>How many bytes are left. What other clients have sent in between is taken to be of the same size on average.</returns>
        public long DropBefore(long offset)
        {
            while (_messages.TryPeek(out var first) && first.Offset < offset)
            {
                _bytes -= _messages.Dequeue().Bytes;
            }

            return _messages.Count == 0 ? 0 : _bytes / _messages.Count * (_last + 1 - offset);
        }
    }
}
