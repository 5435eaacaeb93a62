namespace Sts.Core.Diagnostics;

/// <summary>Something that happened to an utterance or a session, for people who watch.</summary>
/// <param name="Type">One of the constants of this type.</param>
/// <param name="User">Whom it concerns; the processor's name for a dead letter.</param>
/// <param name="Detail">What happened, in words.</param>
/// <param name="Time">When, by this host's clock.</param>
public sealed record PipelineEvent(string Type, string User, string Detail, DateTimeOffset Time)
{
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
