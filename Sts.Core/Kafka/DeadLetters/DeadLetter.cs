namespace Sts.Core.Kafka.DeadLetters;

/// <summary>A message that could not be processed, as it lies on its dead-letter topic.</summary>
/// <param name="Topic">The dead-letter topic.</param>
/// <param name="Position">Where it lies there.</param>
/// <param name="Key">The key of the message, untouched.</param>
/// <param name="Value">The value of the message, untouched.</param>
/// <param name="Headers">The headers that the message came with, without those that STS has added.</param>
/// <param name="RecordTime">The timestamp of the dead letter itself; null on a broker without timestamps (before Kafka 0.10).</param>
/// <param name="Cause">Why it is there; null when nothing tells, as with a letter that STS has not written.</param>
/// <param name="Replays">When and where it was replayed, the oldest first; empty when it is new.</param>
public sealed record DeadLetter(
    string Topic,
    DeadLetterPosition Position,
    byte[]? Key,
    byte[]? Value,
    IReadOnlyList<KeyValuePair<string, byte[]?>> Headers,
    DateTimeOffset? RecordTime,
    DeadLetterCause? Cause,
    IReadOnlyList<DeadLetterReplay> Replays)
{
    /// <summary>When it was given up; null when nothing tells.</summary>
    public DateTimeOffset? Time => Cause?.Time ?? RecordTime;

    /// <summary>Whether it was never replayed.</summary>
    public bool IsNew => Replays.Count == 0;
}
