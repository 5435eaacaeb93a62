using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Privacy;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Processors;

/// <summary>
/// Opens and closes sessions on request, closes those whose user has fallen silent, and asks for a summary of each that has ended. A
/// request for a summary that got lost, in a crash or on the way, is made again.
/// </summary>
[Consumes(Topics.Sessions)]
[Produces<AggregatorRequest>(Topics.Aggregations)]
public sealed partial class SessionProcessor(
    ISessionStore sessions,
    IErasure erasure,
    ITopicProducer<AggregatorRequest> aggregations,
    ITopicProgress progress,
    IPipelineEvents events,
    ProcessorMetrics metrics,
    IOptions<SessionOptions> options,
    IOptions<PrivacyOptions> privacy,
    TimeProvider time,
    ILogger<SessionProcessor> logger) : AvroProcessor<SessionMgmtMessage>, IScheduledWork
{
    private const int SweepSize = 100;

    /// <summary>So long whoever has closed a session may take to ask for its summary, before somebody else does.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Often enough to close a session within a few seconds of its timeout.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromTicks(Math.Min(options.Value.Timeout.Ticks / 5, TimeSpan.FromSeconds(2).Ticks));

    /// <inheritdoc />
    protected override Task ProcessAsync(MessageContext<SessionMgmtMessage> message, CancellationToken cancellationToken)
    {
        var request = message.Value;
        var user = MessageRules.User(request.UserId, "user_id");
        var reason = MessageRules.Text(request.Reasoning, "reasoning");
        var at = EventTime.Parse(request.Timestamp);
        return request.SessionDecision.ToUpperInvariant() switch
        {
            SessionRequest.Create => OpenAsync(user, at, cancellationToken),
            SessionRequest.Destroy => CloseAsync(user, at, reason, cancellationToken),
            _ => throw new InvalidMessageException(
                $"The session_decision '{request.SessionDecision}' is unknown. Send {SessionRequest.Create} or {SessionRequest.Destroy}."),
        };
    }

    /// <inheritdoc />
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        await CloseIdleAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var session in await sessions.FindUnaggregatedAsync(now, SweepSize, cancellationToken))
        {
            if (session.ClosedAt is not { } closed || closed <= now - Grace)
            {
                await RequestAgainAsync(session, cancellationToken);
            }
        }
    }

    private async Task OpenAsync(string user, DateTimeOffset startTime, CancellationToken cancellationToken)
    {
        if (await erasure.IsErasedAsync(user, startTime, cancellationToken))
        {
            return;
        }

        var result = await sessions.OpenAsync(user, startTime, time.GetUtcNow(), cancellationToken);
        LogOpened(user, startTime, result);
        if (result is OpenResult.Opened)
        {
            metrics.Opened();
            events.Publish(PipelineEvent.SessionOpened, user, $"since {EventTime.Format(startTime)}");
        }
    }

    private async Task CloseAsync(string user, DateTimeOffset endTime, string reason, CancellationToken cancellationToken)
    {
        if (await sessions.CloseAsync(user, endTime, reason, time.GetUtcNow(), cancellationToken) is { } closed)
        {
            await ClosedAsync(closed, reason, isIdle: false, cancellationToken);
        }
    }

    private async Task CloseIdleAsync(CancellationToken cancellationToken)
    {
        var cutoff = time.GetUtcNow() - options.Value.Timeout;
        var idle = await sessions.FindIdleAsync(cutoff, SweepSize, cancellationToken);
        if (idle.Count == 0)
        {
            return;
        }

        // A session ends with its last utterance, so the last one has to be stored before it can be told.
        await progress.WaitUntilCaughtUpAsync("Persistence", Topics.Transcriptions, cancellationToken);
        var reason = $"No utterance for {options.Value.Timeout}.";
        foreach (var session in idle)
        {
            await CloseIdleAsync(session, cutoff, reason, cancellationToken);
        }
    }

    // No utterance has caused it, so it is a trace of its own, through to the summary.
    private async Task CloseIdleAsync(Session session, DateTimeOffset cutoff, string reason, CancellationToken cancellationToken)
    {
        using var span = Tracer.BeginTrace("close idle session");
        if (await sessions.CloseIdleAsync(session.Id, cutoff, reason, time.GetUtcNow(), cancellationToken))
        {
            await ClosedAsync(session, reason, isIdle: true, cancellationToken);
        }
    }

    private async Task RequestAgainAsync(Session session, CancellationToken cancellationToken)
    {
        using var span = Tracer.BeginTrace("request summary again");
        await RequestAggregationAsync(session, cancellationToken);
    }

    private async Task ClosedAsync(Session session, string reason, bool isIdle, CancellationToken cancellationToken)
    {
        metrics.Closed(isIdle);
        // The reason may quote what the user said.
        LogClosed(session.Id, session.UserId, privacy.Value.LogText ? reason : isIdle ? "its user was silent" : "on request");
        events.Publish(PipelineEvent.SessionClosed, session.UserId, $"session {session.Id}: {reason}", new EventFacts { SessionId = session.Id });
        await RequestAggregationAsync(session, cancellationToken);
    }

    // Claimed first, so that of several hosts only one asks. If it dies in between, the claim runs out and another one asks.
    private async Task RequestAggregationAsync(Session session, CancellationToken cancellationToken)
    {
        if (await sessions.ClaimAggregationAsync(session.Id, time.GetUtcNow(), cancellationToken))
        {
            await aggregations.ProduceAsync(session.UserId, new AggregatorRequest(session.Id, session.UserId), cancellationToken);
            events.Publish(PipelineEvent.AggregationRequested, session.UserId, $"session {session.Id}", new EventFacts { SessionId = session.Id });
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A session was asked for, of {User} from {StartTime:O}: {Result}")]
    private partial void LogOpened(string user, DateTimeOffset startTime, OpenResult result);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} of {User} is closed: {Reason}")]
    private partial void LogClosed(int session, string user, string reason);
}
