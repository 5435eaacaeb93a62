using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sts.Agents;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Processors;

/// <summary>
/// Summarises a session that has ended. It waits until everything that was said before is stored, and does nothing when the summary
/// of the same content is there already.
/// </summary>
[Consumes(Topics.Aggregations)]
public sealed partial class AggregatorProcessor(
    ISessionStore sessions,
    ISummaryAgent summaries,
    ITopicProgress progress,
    IPipelineEvents events,
    ProcessorMetrics metrics,
    TimeProvider time,
    ILogger<AggregatorProcessor> logger) : AvroProcessor<AggregatorRequest>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<AggregatorRequest> message, CancellationToken cancellationToken)
    {
        var session = await FindAsync(message.Value, cancellationToken);
        await WaitForPersistenceAsync(session.Id, cancellationToken);
        var utterances = await sessions.GetUtterancesAsync(session, cancellationToken);
        var hash = HashOf(utterances);
        if (hash == session.SummaryHash)
        {
            return;
        }

        var transcript = new SessionTranscript(
            session.Id, session.UserId, [.. utterances.Select(utterance => new Utterance(utterance.UserId, utterance.Text, utterance.Timestamp))]);
        var summary = await SummariseAsync(transcript, cancellationToken);
        if (await sessions.StoreSummaryAsync(session.Id, summary.Text, hash, time.GetUtcNow(), cancellationToken))
        {
            metrics.Summarised();
            LogSummarised(session.Id, session.UserId, utterances.Count);
            events.Publish(PipelineEvent.SummaryStored, session.UserId, $"session {session.Id}: {summary.Text}", new EventFacts { SessionId = session.Id });
        }
    }

    private async Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken)
    {
        using var span = Tracer.Start("summarise")?.SetTag("sts.session.utterances", transcript.Utterances.Count);
        return await summaries.SummariseAsync(transcript, cancellationToken);
    }

    private async Task<Session> FindAsync(AggregatorRequest request, CancellationToken cancellationToken)
    {
        var session = await sessions.GetAsync(request.SessionId, cancellationToken)
            ?? throw new InvalidMessageException($"There is no session {request.SessionId}.");
        if (session.UserId != request.UserId)
        {
            throw new InvalidMessageException($"Session {request.SessionId} is a session of another user than the request names.");
        }

        return session.Active
            ? throw new InvalidMessageException($"Session {request.SessionId} has not ended; only an ended session has a summary.")
            : session;
    }

    private async Task WaitForPersistenceAsync(int session, CancellationToken cancellationToken)
    {
        var caughtUp = progress.WaitUntilCaughtUpAsync("Persistence", Topics.Transcriptions, cancellationToken);
        if (await Task.WhenAny(caughtUp, Task.Delay(Patience, time, cancellationToken)) != caughtUp)
        {
            LogWaits(session);
        }

        await caughtUp;
    }

    private static string HashOf(IReadOnlyList<Transcription> utterances)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var utterance in utterances)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{EventTime.Format(utterance.Timestamp)}\0{utterance.Text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} of {User} with {Count} utterance(s) is summarised")]
    private partial void LogSummarised(int session, string user, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The summary of session {Session} waits for the PersistenceProcessor, which is behind or not running")]
    private partial void LogWaits(int session);
}
