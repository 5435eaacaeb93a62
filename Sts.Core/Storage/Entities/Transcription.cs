namespace Sts.Core.Storage.Entities;

/// <summary>One utterance as it was read from the broker. Unique by log, topic, partition and offset, so a replay adds nothing.</summary>
public sealed class Transcription
{
    /// <summary>Assigned by the database, in order of arrival.</summary>
    public long Id { get; set; }

    /// <summary>Who spoke.</summary>
    public required string UserId { get; set; }

    /// <summary>What was said.</summary>
    public required string Text { get; set; }

    /// <summary>When it was said, by the speaker's clock (event time).</summary>
    public DateTimeOffset Timestamp { get; set; }

    /// <summary>Identity of the broker's log: its cluster id or a configured name. Offsets mean something only within it.</summary>
    public required string Log { get; set; }

    /// <summary>Topic the utterance was read from.</summary>
    public required string Topic { get; set; }

    /// <summary>Partition of <see cref="Topic"/>.</summary>
    public int Partition { get; set; }

    /// <summary>Offset in <see cref="Partition"/>.</summary>
    public long Offset { get; set; }

    /// <summary>When it reached us, by our clock.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
}
