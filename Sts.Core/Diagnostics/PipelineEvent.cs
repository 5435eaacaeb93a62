using Sts.Core.Messaging;

namespace Sts.Core.Diagnostics;

/// <summary>Something that happened to an utterance or a session, for people who watch.</summary>
/// <param name="Type">One of the constants of this type.</param>
/// <param name="User">Whom it concerns; the processor's name for a dead letter.</param>
/// <param name="Detail">What happened, in words.</param>
/// <param name="Time">When, by this host's clock.</param>
public sealed record PipelineEvent(string Type, string User, string Detail, DateTimeOffset Time)
{
    /// <summary>The trace that it belongs to, 32 hexadecimal digits; null if it belongs to none. One utterance has one, from where it comes in to the end.</summary>
    public string? TraceId { get; init; }

    /// <summary>The processor that tells; null if none does.</summary>
    public string? Processor { get; init; }

    /// <summary>The message that led to it; null if none did.</summary>
    public MessagePosition? Position { get; init; }

    /// <summary>When that message was written to its topic, by the clock of its producer or of the broker; null where that is not known.</summary>
    public DateTimeOffset? ProducedAt { get; init; }

    /// <summary>With <see cref="DecisionMade"/>: the decision.</summary>
    public EventDecision? Decision { get; init; }

    /// <summary>The id of the session that it is about; null if that is not known, or it is about none.</summary>
    public int? SessionId { get; init; }

    /// <summary>The id of the action that it is about; null if that is not known, or it is about none.</summary>
    public long? ActionId { get; init; }

    /// <summary>An utterance is in the database.</summary>
    public const string UtteranceStored = "utterance.stored";

    /// <summary>An agent has decided on an utterance.</summary>
    public const string DecisionMade = "decision.made";

    /// <summary>An action is on its topic.</summary>
    public const string ActionProduced = "action.produced";

    /// <summary>An answer was spoken.</summary>
    public const string AnswerSpoken = "answer.spoken";

    /// <summary>An answer begins to sound; the detail is the path in the API at which it can be heard.</summary>
    public const string AnswerAudible = "answer.audible";

    /// <summary>An answer was broken off, because its user spoke.</summary>
    public const string AnswerInterrupted = "answer.interrupted";

    /// <summary>An answer was not spoken.</summary>
    public const string AnswerNotSpoken = "answer.not_spoken";

    /// <summary>A session was asked for, or its end.</summary>
    public const string SessionRequested = "session.requested";

    /// <summary>A session has begun.</summary>
    public const string SessionOpened = "session.opened";

    /// <summary>A session has ended.</summary>
    public const string SessionClosed = "session.closed";

    /// <summary>The summary of a session was asked for.</summary>
    public const string AggregationRequested = "aggregation.requested";

    /// <summary>The summary of a session is in the database.</summary>
    public const string SummaryStored = "summary.stored";

    /// <summary>A message can't be processed and is kept on a dead-letter topic.</summary>
    public const string DeadLettered = "message.dead_lettered";
}
