using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.Processing;

/// <summary>The messages of one key that are not done, in order. Used under the lock of the <see cref="KeyedWorkerPool"/>.</summary>
internal sealed class KeyQueue
{
    private InFlightMessage? _last;

    public KeyState State { get; set; } = KeyState.Idle;

    /// <summary>Wakes the key when it is <see cref="KeyState.Waiting"/>. Created when it first waits.</summary>
    public ITimer? Timer { get; set; }

    public Attempts Attempts { get; } = new();

    /// <summary>How many messages at the head a worker has.</summary>
    public int Taken { get; set; }

    /// <summary>When to try what the worker had again; null when it is dealt with.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public InFlightMessage? First { get; private set; }

    public int Count { get; private set; }

    public void Enqueue(InFlightMessage message)
    {
        if (_last is null)
        {
            First = message;
        }
        else
        {
            _last.Next = message;
        }

        _last = message;
        Count++;
    }

    /// <summary>Lends the first messages to a worker, at most as many as there is room. Messages of different assignments don't mix.</summary>
    public void Take(Span<InFlightMessage> messages)
    {
        Taken = 0;
        for (var next = First; next is not null && Taken < messages.Length && next.Assignment == First!.Assignment; next = next.Next)
        {
            messages[Taken++] = next;
        }
    }

    /// <summary>Removes what the worker had.</summary>
    public void DropTaken()
    {
        for (; Taken > 0; Taken--)
        {
            var first = First!;
            First = first.Next;
            first.Next = null;
            Count--;
        }

        _last = First is null ? null : _last;
    }
}
