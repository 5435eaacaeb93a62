namespace Sts.Core.Messaging;

/// <summary>The topics of STS itself. A processor of your own names its topics where it needs them.</summary>
public static class Topics
{
    /// <summary>What people said: <see cref="Messages.TranscriptionSegment"/>, keyed by user.</summary>
    public const string Transcriptions = "transcriptions.all";

    /// <summary>What was decided to be done: <see cref="Messages.ActionMessage"/>, keyed by user.</summary>
    public const string Actions = "transcriptions.agent.action";

    /// <summary>Requests to open or close a session: <see cref="Messages.SessionMgmtMessage"/>, keyed by user.</summary>
    public const string Sessions = "sessions.management";

    /// <summary>Requests to summarise a session that has ended: <see cref="Messages.AggregatorRequest"/>, keyed by user.</summary>
    public const string Aggregations = "aggregations.request";

    /// <summary>Which dead letters were replayed, of all topics.</summary>
    public const string Replays = "sts.dlq.replays";

    private const string DeadLettersSuffix = ".dlq";

    /// <summary>Where messages of a topic go that can't be processed.</summary>
    /// <param name="topic">The topic that they came from.</param>
    /// <returns><c>&lt;topic&gt;.dlq</c>.</returns>
    public static string DeadLetters(string topic) => topic + DeadLettersSuffix;

    /// <summary>Where a broker without headers (before Kafka 0.11) keeps why messages of a topic could not be processed.</summary>
    /// <param name="topic">The topic that they came from.</param>
    /// <returns><c>&lt;topic&gt;.dlq.reasons</c>.</returns>
    public static string DeadLetterReasons(string topic) => $"{DeadLetters(topic)}.reasons";

    /// <summary>The topic whose dead letters a topic keeps; null when it is no dead-letter topic.</summary>
    /// <param name="topic">Any topic.</param>
    internal static string? SourceOf(string topic) =>
        topic.EndsWith(DeadLettersSuffix, StringComparison.Ordinal) ? topic[..^DeadLettersSuffix.Length] : null;
}
