using System.Collections.Immutable;
using Sts.Core.Diagnostics;

namespace Sts.Host.WebConsole.Live;

/// <summary>All that belongs to one trace: an utterance and what came of it, or something that nobody's words have caused.</summary>
/// <param name="Key">The id of the trace, or one that stands for it.</param>
/// <param name="User">Whom it concerns.</param>
/// <param name="CameIn">When it began: when the first of its messages was written to its topic, or else when it was first heard of.</param>
public sealed record LiveEntry(string Key, string User, DateTimeOffset CameIn)
{
    private const int MaxHops = 40;
    private const int MaxCharacters = 2_000;

    /// <summary>The id of the trace; null if it has none.</summary>
    public string? TraceId { get; init; }

    /// <summary>What was said; null while that is not known.</summary>
    public string? Text { get; init; }

    /// <summary>What was decided; null before.</summary>
    public LiveDecision? Decision { get; init; }

    /// <summary>The path at which the answer can be heard; null while there is none.</summary>
    public string? Audio { get; init; }

    /// <summary>Whether it is about a message that could not be processed.</summary>
    public bool IsDeadLetter { get; init; }

    /// <summary>What has happened, in order.</summary>
    public ImmutableArray<LiveHop> Hops { get; init; } = [];

    internal static LiveEntry Begin(string key, PipelineEvent happened) => new(key, happened.User, StartOf(happened)) { TraceId = happened.TraceId };

    internal LiveEntry With(PipelineEvent happened)
    {
        var hop = new LiveHop(
            happened.Type, NameOf(happened), Cut(happened.Detail), happened.Time, happened.Processor,
            happened.ProducedAt is { } produced ? Positive(happened.Time - produced) : null);
        var start = StartOf(happened);
        var changed = this with { CameIn = start < CameIn ? start : CameIn, Hops = Hops.Length < MaxHops ? InOrder(hop) : Hops };
        return happened.Type switch
        {
            PipelineEvent.UtteranceStored => changed with { Text = hop.Detail, User = happened.User },
            PipelineEvent.DecisionMade when happened.Decision is { } decision => changed with { Decision = LiveDecision.From(happened with { Detail = hop.Detail }, decision) },
            PipelineEvent.AnswerAudible => changed with { Audio = happened.Detail },
            PipelineEvent.DeadLettered => changed with { IsDeadLetter = true },
            _ => changed,
        };
    }

    /// <summary>How long after the beginning something happened.</summary>
    /// <param name="hop">What happened.</param>
    public TimeSpan Since(LiveHop hop)
    {
        ArgumentNullException.ThrowIfNull(hop);
        return Positive(hop.Time - CameIn);
    }

    private static DateTimeOffset StartOf(PipelineEvent happened) =>
        happened.ProducedAt is { } produced && produced < happened.Time ? produced : happened.Time;

    // Several processors tell at the same time, and what happened first need not be heard of first.
    private ImmutableArray<LiveHop> InOrder(LiveHop hop)
    {
        var index = Hops.Length;
        while (index > 0 && Hops[index - 1].Time > hop.Time)
        {
            index--;
        }

        return Hops.Insert(index, hop);
    }

    private static string NameOf(PipelineEvent happened) => happened.Type switch
    {
        PipelineEvent.UtteranceStored => "stored",
        PipelineEvent.DecisionMade => "decided",
        PipelineEvent.ActionProduced => "action sent",
        PipelineEvent.AnswerAudible => "answer begins",
        PipelineEvent.AnswerSpoken => "spoken",
        PipelineEvent.AnswerInterrupted => "interrupted",
        PipelineEvent.AnswerNotSpoken => "not spoken",
        PipelineEvent.SessionRequested => happened.Detail.StartsWith("DESTROY", StringComparison.Ordinal) ? "end of session asked for" : "session asked for",
        PipelineEvent.SessionOpened => "session opened",
        PipelineEvent.SessionClosed => "session closed",
        PipelineEvent.AggregationRequested => "summary asked for",
        PipelineEvent.SummaryStored => "summary stored",
        PipelineEvent.DeadLettered => "dead letter",
        var other => other,
    };

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    // An utterance may be megabytes long.
    private static string Cut(string text) => text.Length <= MaxCharacters ? text : $"{text[..MaxCharacters]}…";
}
