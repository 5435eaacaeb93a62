namespace Sts.Core.Storage;

/// <summary>An utterance on its way into the database; the fields are those of <see cref="Entities.Transcription"/>.</summary>
/// <param name="UserId">Who spoke.</param>
/// <param name="Text">What was said; without NUL, which PostgreSQL can't store.</param>
/// <param name="Timestamp">Event time; stored in whole microseconds UTC.</param>
/// <param name="Log">Identity of the broker's log.</param>
/// <param name="Topic">Topic it was read from.</param>
/// <param name="Partition">Partition it was read from.</param>
/// <param name="Offset">Offset it was read at.</param>
/// <param name="ReceivedAt">When it reached us, by our clock.</param>
public readonly record struct TranscriptionRow(
    string UserId,
    string Text,
    DateTimeOffset Timestamp,
    string Log,
    string Topic,
    int Partition,
    long Offset,
    DateTimeOffset ReceivedAt);
