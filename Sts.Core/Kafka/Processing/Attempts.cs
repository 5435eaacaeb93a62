using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Core.Kafka.Processing;

/// <summary>What was tried, without success so far, with the first messages of a key. Used by the one worker that has the key.</summary>
internal sealed class Attempts
{
    private PartitionAssignment? _assignment;
    private long _suspectUntil;

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>How many of the tries count, since they failed for no reason that waiting could mend.</summary>
    public int Failed { get; set; }

    /// <summary>Whether it waits for a service that is away.</summary>
    public bool AwaitsService { get; set; }

    /// <summary>Whether it waits for its next attempt, for whatever reason.</summary>
    public bool IsRetried { get; set; }

    /// <summary>Why the first message can't be processed, once that is certain.</summary>
    public DeadLetterReason? Verdict { get; set; }

    /// <summary>How many messages to take at once, so that the one that is to blame comes to stand alone; 0 while there is no limit.</summary>
    public int BatchLimit { get; private set; }

    /// <summary>One of several messages is to blame: takes half as many from here to the last of them.</summary>
    public void Divide(ReadOnlySpan<InFlightMessage> messages)
    {
        (Tries, Failed) = (0, 0);
        _suspectUntil = BatchLimit == 0 ? messages[^1].Offset : _suspectUntil;
        BatchLimit = messages.Length / 2;
    }

    /// <summary>Begins anew when the partition was taken away in between.</summary>
    public void Continue(PartitionAssignment assignment)
    {
        if (_assignment != assignment)
        {
            (_assignment, BatchLimit) = (assignment, 0);
            (Tries, Failed, Verdict) = (0, 0, null);
        }
    }

    /// <summary>The messages are dealt with, up to this one.</summary>
    public void Succeeded(InFlightMessage last)
    {
        (Tries, Failed, Verdict) = (0, 0, null);
        if (last.Offset >= _suspectUntil)
        {
            BatchLimit = 0;
        }
    }
}
