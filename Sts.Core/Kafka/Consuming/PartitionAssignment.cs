using Confluent.Kafka;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// One partition from its assignment to its revocation: what is in flight, and up to where everything is finished. A partition that
/// comes back gets a new instance, so a completion from before can never move the new one's offset.
/// </summary>
internal sealed class PartitionAssignment(TopicPartition partition, string log) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<InFlightMessage> _inFlight = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private bool _stopped;
    private int _running;
    private long _bytes;
    private long _watermark = Offset.Unset;
    private long _end = Offset.Unset;

    public TopicPartition Partition { get; } = partition;

    public string Log { get; } = log;

    /// <summary>Cancelled when no further attempt is wanted.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when attempts under way must end, too.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <summary>Whether the partition is paused. Used by the poll thread only.</summary>
    public bool Paused { get; set; }

    /// <summary>The watermark that the client was last given to commit. Used by the poll thread only.</summary>
    public long Stored { get; set; } = Offset.Unset;

    /// <summary>The offset to be read next after a restart: all before it is finished. <see cref="Offset.Unset"/> while nothing is.</summary>
    public long Watermark
    {
        get
        {
            lock (_gate)
            {
                return _watermark;
            }
        }
    }

    /// <summary>How many messages are in memory, and their size in bytes.</summary>
    public (int Messages, long Bytes) InFlight
    {
        get
        {
            lock (_gate)
            {
                return (_inFlight.Count, _bytes);
            }
        }
    }

    /// <summary>Takes note of a message, in the order of the log.</summary>
    public void Received(InFlightMessage message)
    {
        lock (_gate)
        {
            _inFlight.Enqueue(message);
            _bytes += message.Bytes;
        }
    }

    /// <summary>Takes note that the log holds nothing more before an offset, also where the last offsets are not messages (transaction markers).</summary>
    public void ReachedEnd(long offset)
    {
        lock (_gate)
        {
            _end = offset;
            PassEnd();
        }
    }

    /// <summary>Whether work on messages may begin. When it may, <see cref="End"/> must follow.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return false;
            }

            _running++;
            _idle.Reset();
            return true;
        }
    }

    /// <summary>Work that was begun has ended, well or not.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_running == 0)
            {
                _idle.Set();
            }
        }
    }

    /// <summary>A message's effects are durable. The watermark moves past it once all messages before it are done, too.</summary>
    public void Completed(InFlightMessage message)
    {
        lock (_gate)
        {
            message.Done = true;
            while (_inFlight.TryPeek(out var first) && first.Done)
            {
                _inFlight.Dequeue();
                _bytes -= first.Bytes;
                _watermark = first.Offset + 1;
            }

            PassEnd();
        }
    }

    /// <summary>Lets no further work begin.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        _stopping.Cancel();
    }

    /// <summary>Waits for the work that has begun, and aborts it when the time is over.</summary>
    /// <returns>Whether all of it ended in time.</returns>
    public bool Drain(TimeSpan timeout)
    {
        if (_idle.Wait(timeout))
        {
            return true;
        }

        Abort();
        return false;
    }

    /// <summary>Ends the work under way; the partition is somebody else's already.</summary>
    public void Abort()
    {
        Stop();
        _aborted.Cancel();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _aborted.Dispose();
        _idle.Dispose();
    }

    // Whatever was received after the end was reported lies behind it, so with nothing in flight the larger of the two holds.
    private void PassEnd()
    {
        if (_inFlight.Count == 0 && _end > _watermark)
        {
            _watermark = _end;
        }
    }
}
