namespace Sts.Core.Storage.Entities;

/// <summary>
/// A stretch of conversation of one user. Start and end are in event time (as the utterances carry it); everything that judges
/// inactivity or staleness is by our own clock. The database admits one active session per user.
/// </summary>
public sealed class Session
{
    /// <summary>Assigned by the database.</summary>
    public int Id { get; set; }

    /// <summary>Whose session it is.</summary>
    public required string UserId { get; set; }

    /// <summary>True until the session is closed.</summary>
    public bool Active { get; set; }

    /// <summary>Event time of the utterance that opened the session.</summary>
    public DateTimeOffset StartTime { get; set; }

    /// <summary>Event time of the last utterance; null while the session is active.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Why the session was closed; null while it is active.</summary>
    public string? EndReason { get; set; }

    /// <summary>The aggregation of what was said; null until it is stored.</summary>
    public string? Summary { get; set; }

    /// <summary>Hash of the content that <see cref="Summary"/> was made from: a session is aggregated once per content.</summary>
    public string? SummaryHash { get; set; }

    /// <summary>When the summary was stored, by our clock.</summary>
    public DateTimeOffset? SummarisedAt { get; set; }

    /// <summary>When the user was last heard, by our clock.</summary>
    public DateTimeOffset LastActivityAt { get; set; }

    /// <summary>When the session was closed, by our clock.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>When an aggregation was last requested, by our clock; null when it never was.</summary>
    public DateTimeOffset? AggregationRequestedAt { get; set; }

    /// <summary>How often an aggregation was requested.</summary>
    public int AggregationAttempts { get; set; }
}
