using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;

namespace Sts.Processors;

/// <summary>
/// Decides in real time on what people say: whether it asks for action, whether a session has to be opened for it, and whether it
/// ends the session. What is too old is left alone.
/// </summary>
[Consumes(Topics.Transcriptions)]
[Produces<ActionMessage>(Topics.Actions)]
[Produces<SessionMgmtMessage>(Topics.Sessions)]
public sealed partial class RealTimeProcessor(
    IRealtimeAgent realtimeAgent,
    ISessionManagementAgent sessionAgent,
    UserSessions sessions,
    Conversations conversations,
    IErasure erasure,
    ITopicProducer<ActionMessage> actions,
    ITopicProducer<SessionMgmtMessage> sessionRequests,
    IPipelineEvents events,
    ProcessorMetrics metrics,
    IOptions<RealTimeOptions> options,
    TimeProvider time,
    ILogger<RealTimeProcessor> logger) : AvroProcessor<TranscriptionSegment>
{
    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        var utterance = MessageRules.ReadUtterance(message.Value);
        var age = time.GetUtcNow() - utterance.Timestamp;
        if (age > options.Value.MaxAge)
        {
            metrics.Expired();
            LogTooOld(message.Position, age, options.Value.MaxAge);
            return;
        }

        if (await erasure.IsErasedAsync(utterance.UserId, utterance.Timestamp, cancellationToken))
        {
            return;
        }

        var context = conversations.Before(utterance);
        var acting = ActAsync(utterance, context, cancellationToken);
        await Task.WhenAll(acting, TendSessionAsync(utterance, context, cancellationToken));
        conversations.Said(new ContextTurn(utterance, await acting));
    }

    // Returns what the user is answered, or null when nothing is to be done.
    private async Task<string?> ActAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
    {
        var decision = await DecideAsync(utterance, context, cancellationToken);
        events.Publish(
            PipelineEvent.DecisionMade,
            utterance.UserId,
            $"{(decision.ActionRequired ? "action" : "no action")}: {decision.Reasoning}{(decision is { ActionRequired: true, Ground: { } ground } ? $" ({ground})" : "")}",
            new EventFacts { Decision = new EventDecision(decision.ActionRequired, decision.Ground?.Stage, decision.Ground?.Rule, decision.Ground?.Score) });
        LogDecided(decision.ActionRequired, decision.Ground);
        if (decision.ActionRequired)
        {
            var action = new ActionMessage(
                utterance.Text, decision.Reasoning, decision.Categorization, decision.RefinedPrompt, utterance.UserId, EventTime.Format(utterance.Timestamp));
            await actions.ProduceAsync(utterance.UserId, action, cancellationToken);
            events.Publish(PipelineEvent.ActionProduced, utterance.UserId, $"{action.Categorization ?? "uncategorised"}: {action.RefinedPrompt ?? action.OriginalText}");
        }

        return decision.ActionRequired ? decision.Reasoning : null;
    }

    private async Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
    {
        using var span = Tracer.Start("decide");
        var begun = metrics.Begin();
        var decision = await realtimeAgent.DecideAsync(utterance, context, cancellationToken);
        metrics.Decided(decision, begun);
        span?.SetTag("sts.decision.action_required", decision.ActionRequired)
            .SetTag("sts.decision.stage", decision.Ground?.Stage)
            .SetTag("sts.decision.rule", decision.Ground?.Rule)
            .SetTag("sts.decision.score", decision.Ground?.Score);
        return decision;
    }

    private async Task TendSessionAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
    {
        if (!await sessions.IsActiveAsync(utterance.UserId, cancellationToken))
        {
            await RequestAsync(SessionRequest.Create, "The user spoke and had no session.", utterance, cancellationToken);
            conversations.Began(utterance);
            return;
        }

        var decision = await sessionAgent.DecideAsync(utterance, context, cancellationToken);
        if (decision.EndSession)
        {
            await RequestAsync(SessionRequest.Destroy, decision.Reasoning, utterance, cancellationToken);
            conversations.Ended(utterance);
        }
    }

    private async Task RequestAsync(string request, string reason, Utterance utterance, CancellationToken cancellationToken)
    {
        var message = new SessionMgmtMessage(request, reason, utterance.UserId, EventTime.Format(utterance.Timestamp));
        await sessionRequests.ProduceAsync(utterance.UserId, message, cancellationToken);
        sessions.Requested(utterance.UserId, request);
        events.Publish(PipelineEvent.SessionRequested, utterance.UserId, $"{request}: {reason}");
    }

    // No text: what people say is no business of the log's.
    [LoggerMessage(Level = LogLevel.Debug, Message = "Decided: action {ActionRequired}, by {Ground}")]
    private partial void LogDecided(bool actionRequired, DecisionGround? ground);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Position} was said {Age} ago, more than RealTime:MaxAge ({MaxAge}): it is stored, and nothing is done about it")]
    private partial void LogTooOld(MessagePosition position, TimeSpan age, TimeSpan maxAge);
}
