using Sts.Core.Diagnostics;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Processors;

/// <summary>
/// What people who run STS may want of a session. They only ask, on the topics, as the processors do among themselves; so it does not
/// matter which host runs those. Every member throws <see cref="Confluent.Kafka.KafkaException"/> or
/// <see cref="Core.Schemas.SchemaRegistryException"/> when it can't ask.
/// </summary>
public sealed class SessionControl(
    ISessionStore sessions, UserSessions users, ITopicProducer<SessionMgmtMessage> requests, ITopicProducer<AggregatorRequest> aggregations,
    IPipelineEvents events, TimeProvider time)
{
    private const string Reason = "It was closed by hand.";

    /// <summary>Has an active session closed, with all that was said in it so far.</summary>
    public async Task<SessionRequestResult> CloseAsync(int id, CancellationToken cancellationToken)
    {
        if (await sessions.GetAsync(id, cancellationToken) is not { } session)
        {
            return SessionRequestResult.NotFound;
        }

        if (!session.Active)
        {
            return SessionRequestResult.WrongState;
        }

        var end = await EndOfAsync(session, cancellationToken);
        var message = new SessionMgmtMessage(SessionRequest.Destroy, Reason, session.UserId, EventTime.Format(end));
        await requests.ProduceAsync(session.UserId, message, cancellationToken);
        users.Requested(session.UserId, SessionRequest.Destroy);
        events.Publish(PipelineEvent.SessionRequested, session.UserId, $"{SessionRequest.Destroy}: {Reason}");
        return SessionRequestResult.Requested;
    }

    /// <summary>Has an ended session summarised once more, also when nothing was said since its summary was made.</summary>
    public async Task<SessionRequestResult> SummariseAsync(int id, CancellationToken cancellationToken)
    {
        if (await sessions.GetAsync(id, cancellationToken) is not { } session)
        {
            return SessionRequestResult.NotFound;
        }

        // Noted first: should the message get lost, the SessionProcessor asks again.
        if (!await sessions.RenewAggregationAsync(id, time.GetUtcNow(), cancellationToken))
        {
            return SessionRequestResult.WrongState;
        }

        await aggregations.ProduceAsync(session.UserId, new AggregatorRequest(session.Id, session.UserId), cancellationToken);
        events.Publish(PipelineEvent.AggregationRequested, session.UserId, $"session {session.Id}");
        return SessionRequestResult.Requested;
    }

    // The speaker's clock may be ahead of ours, and a session does not end before what was said in it.
    private async Task<DateTimeOffset> EndOfAsync(Session session, CancellationToken cancellationToken)
    {
        var said = await sessions.GetUtterancesAsync(session, cancellationToken);
        var last = said is [.., var utterance] ? utterance.Timestamp : session.StartTime;
        var now = time.GetUtcNow();
        return last > now ? last : now;
    }
}
