using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// One partition from its assignment to its revocation. A partition that comes back gets a new instance, so a completion from before
/// can never move the new one's offset.
/// </summary>
/// <remarks>
/// The poll thread receives, advances and stops; the workers begin, finish and end. Neither waits for the other, except that the poll
/// thread may wait in <see cref="Drain"/> and <see cref="WaitUntilLeft"/>.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "They hold nothing unmanaged as they are used here, and a handler that outlives its partition still uses the token.")]
internal sealed class PartitionAssignment
{
    private const int NobodyWaits = -1;

    private readonly OffsetWindow _window = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly ManualResetEventSlim _idle = new();
    private readonly ManualResetEventSlim _caughtUp = new();
    private volatile bool _stopped;
    private long? _firstReceived;
    private int _enough = NobodyWaits;
    private int _received;
    private int _finishedTaken;
    private long _receivedBytes;
    private WorkersCounts _workers;
    private long _committed = Offset.Unset;
    private long _watermark = Offset.Unset;

    public PartitionAssignment(TopicPartition partition, string log, ProcessorDescriptor? processor = null)
    {
        (Partition, Log, Processor, Aborted) = (partition, log, processor, _aborted.Token);
        HashSeed = (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(partition.Topic.AsSpan()), partition.Partition.Value);
    }

    public TopicPartition Partition { get; }

    public string Log { get; }

    /// <summary>Whose it is.</summary>
    public ProcessorDescriptor? Processor { get; }

    /// <summary>Keeps the keys of this partition apart from those of others.</summary>
    public long HashSeed { get; }

    /// <summary>Cancelled when attempts under way must end.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Whether no further work may begin.</summary>
    public bool IsStopped => _stopped;

    /// <summary>
    /// Whether the partition is paused. Used by the poll thread only. Of a new assignment it is not known until it is paused or resumed, because
    /// the client keeps a pause when a partition goes and comes back.
    /// </summary>
    public bool? Paused { get; set; }

    /// <summary>The watermark that is committed. Used by the one request to commit that is under way, and by the poll thread when none is.</summary>
    public long Committed
    {
        get => Volatile.Read(ref _committed);
        set => Volatile.Write(ref _committed, value);
    }

    /// <summary>Where to read on, once the client has been told to; what comes until then is passed over. Used by the poll thread only.</summary>
    public long? RewindTo { get; set; }

    /// <summary>The offset to be read next after a restart, as of the last <see cref="Advance"/>; <see cref="Offset.Unset"/> while nothing is finished.</summary>
    public long Watermark => Volatile.Read(ref _watermark);

    /// <summary>How many messages were received and are not finished.</summary>
    public int Unfinished => Volatile.Read(ref _received) - Volatile.Read(ref _workers.Finished);

    /// <summary>The size of what is not finished, in bytes.</summary>
    public long UnfinishedBytes => Volatile.Read(ref _receivedBytes) - Volatile.Read(ref _workers.FinishedBytes);

    /// <summary>How many offsets are remembered, from the first unfinished one on. Used by the poll thread only.</summary>
    public int WindowCount => _window.Count;

    /// <summary>The partition once more, to be read from the last commit on.</summary>
    public PartitionAssignment BeginAnew() =>
        new(Partition, Log, Processor) { Paused = Paused, Committed = Committed, RewindTo = Committed >= 0 ? Committed : RewindTo ?? _firstReceived };

    /// <summary>Takes note of a message, in the order of the log.</summary>
    public void Received(InFlightMessage message)
    {
        _firstReceived ??= message.Offset;
        _window.Add(message);
        Volatile.Write(ref _received, _received + 1);
        Volatile.Write(ref _receivedBytes, _receivedBytes + message.Bytes);
    }

    /// <summary>Takes note that the log holds nothing more before an offset.</summary>
    public void ReachedEnd(long offset) => _window.ReachedEnd(offset);

    /// <summary>Moves the watermark past what the workers have finished.</summary>
    public void Advance()
    {
        _window.Advance();
        Volatile.Write(ref _watermark, _window.Watermark);
    }

    /// <summary>Whether work on messages may begin. When it may, <see cref="End"/> must follow.</summary>
    public bool TryBegin()
    {
        Interlocked.Increment(ref _workers.Running);
        if (_stopped)
        {
            End();
            return false;
        }

        return true;
    }

    /// <summary>Work that was begun has ended, well or not.</summary>
    public void End()
    {
        if (Interlocked.Decrement(ref _workers.Running) == 0 && _stopped)
        {
            _idle.Set();
        }
    }

    /// <summary>The effects of messages are durable. The watermark moves past them once all messages before them are finished, too.</summary>
    public void Finished(ReadOnlySpan<InFlightMessage> messages)
    {
        var bytes = 0L;
        foreach (var message in messages)
        {
            bytes += message.Bytes;
            message.Finish();
        }

        Interlocked.Add(ref _workers.FinishedBytes, bytes);
        Interlocked.Add(ref _workers.Finished, messages.Length);
        if (Unfinished <= Volatile.Read(ref _enough))
        {
            _caughtUp.Set();
        }
    }

    /// <summary>How many messages were finished since this was asked last. Used by the poll thread only.</summary>
    public int TakeFinished()
    {
        var finished = Volatile.Read(ref _workers.Finished);
        var taken = unchecked(finished - _finishedTaken);
        _finishedTaken = finished;
        return taken;
    }

    /// <summary>Lets no further work begin.</summary>
    public void Stop()
    {
        _stopped = true;
        // Either this sees the work that has begun, or that work sees, when it ends, that it is to tell.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _workers.Running) == 0)
        {
            _idle.Set();
        }
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
        // What waits for the token must not go on on the poll thread, which is within the client's callback here.
        _ = _aborted.CancelAsync();
    }

    /// <summary>Waits until no more than so many messages are unfinished.</summary>
    /// <returns>Whether that is so within the time.</returns>
    public bool WaitUntilLeft(int unfinished, TimeSpan timeout)
    {
        _caughtUp.Reset();
        Interlocked.Exchange(ref _enough, unfinished);
        var caughtUp = Unfinished <= unfinished || _caughtUp.Wait(timeout);
        Volatile.Write(ref _enough, NobodyWaits);
        return caughtUp;
    }

    /// <summary>What the workers count. It lies apart, or they and the poll thread would take each other's cache line at every message.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct WorkersCounts
    {
        [FieldOffset(64)]
        public int Running;

        [FieldOffset(68)]
        public int Finished;

        [FieldOffset(72)]
        public long FinishedBytes;
    }
}
