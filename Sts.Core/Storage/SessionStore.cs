using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

/// <summary>One implementation for both databases: EF Core's set-based updates, and SQL that both understand.</summary>
internal sealed class SessionStore(IDbContextFactory<StsDbContext> contexts) : ISessionStore
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(1);

    public async Task<int?> TouchAsync(string userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var active = await database.Sessions.Where(s => s.UserId == userId && s.Active)
                .Select(s => new { s.Id, s.LastActivityAt }).SingleOrDefaultAsync(cancellationToken);
            if (active is null || active.LastActivityAt > now - TouchEvery)
                return active?.Id;

            var touched = await database.Sessions.Where(s => s.Id == active.Id && s.Active && s.LastActivityAt < now)
                .ExecuteUpdateAsync(u => u.SetProperty(s => s.LastActivityAt, now), cancellationToken);
            if (touched > 0)
                return active.Id;

            // Closed, or touched by another host, between the two statements: look again.
        }
    }

    public async Task<OpenResult> OpenAsync(string userId, DateTimeOffset startTime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var (start, heard) = (startTime.ToStoredUtc(), now.ToStoredUtc());
        var opened = await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sessions (user_id, active, start_time, last_activity_at, aggregation_attempts)
            SELECT {userId}, TRUE, {start}, {heard}, 0
            WHERE NOT EXISTS (
                SELECT 1 FROM sessions WHERE user_id = {userId} AND NOT active AND start_time <= {start} AND end_time >= {start})
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
        if (opened > 0)
            return OpenResult.Opened;

        var isReplay = await database.Sessions.AnyAsync(
            s => s.UserId == userId && !s.Active && s.StartTime <= startTime && s.EndTime >= startTime, cancellationToken);
        return isReplay ? OpenResult.AlreadyEnded : OpenResult.AlreadyActive;
    }

    public async Task<Session?> CloseAsync(
        string userId, DateTimeOffset endTime, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var (end, closed) = (endTime.ToStoredUtc(), now.ToStoredUtc());
        var sessions = await database.Sessions.FromSql(
            $"""
            UPDATE sessions SET active = FALSE, end_time = {end}, end_reason = {reason}, closed_at = {closed}
            WHERE user_id = {userId} AND active AND start_time <= {end}
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
        return sessions.SingleOrDefault();
    }

    public async Task<IReadOnlyList<Session>> FindIdleAsync(DateTimeOffset cutoff, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AsNoTracking().Where(IsIdle(database, cutoff))
            .OrderBy(s => s.LastActivityAt).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<bool> CloseIdleAsync(
        int sessionId, DateTimeOffset cutoff, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.Where(s => s.Id == sessionId).Where(IsIdle(database, cutoff)).ExecuteUpdateAsync(
            u => u.SetProperty(s => s.Active, false)
                .SetProperty(s => s.EndReason, reason)
                .SetProperty(s => s.ClosedAt, now)
                .SetProperty(s => s.EndTime, s => database.Transcriptions
                    .Where(t => t.UserId == s.UserId && t.Timestamp >= s.StartTime)
                    .Max(t => (DateTimeOffset?)t.Timestamp) ?? s.StartTime),
            cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<Session>> FindUnaggregatedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AsNoTracking().Where(s => !s.Active && s.SummarisedAt == null).Where(AggregationBackoff.IsDue(now))
            .OrderBy(s => s.ClosedAt).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<bool> ClaimAggregationAsync(int sessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions
            .Where(s => s.Id == sessionId && !s.Active && s.SummarisedAt == null).Where(AggregationBackoff.IsDue(now))
            .ExecuteUpdateAsync(
                u => u.SetProperty(s => s.AggregationRequestedAt, now).SetProperty(s => s.AggregationAttempts, s => s.AggregationAttempts + 1),
                cancellationToken) > 0;
    }

    public async Task<bool> RenewAggregationAsync(int sessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.Where(s => s.Id == sessionId && !s.Active).ExecuteUpdateAsync(
            u => u.SetProperty(s => s.SummaryHash, (string?)null)
                .SetProperty(s => s.SummarisedAt, (DateTimeOffset?)null)
                .SetProperty(s => s.AggregationRequestedAt, now)
                .SetProperty(s => s.AggregationAttempts, 1),
            cancellationToken) > 0;
    }

    public async Task<Session?> GetAsync(int id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<Transcription>> GetUtterancesAsync(Session session, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var (userId, start, end) = (session.UserId, session.StartTime, session.EndTime);
        var utterances = database.Transcriptions.AsNoTracking().Where(t => t.UserId == userId && t.Timestamp >= start);
        if (end is not null)
            utterances = utterances.Where(t => t.Timestamp <= end);
        return await utterances.OrderBy(t => t.Timestamp).ThenBy(t => t.Id).ToListAsync(cancellationToken);
    }

    public async Task<bool> StoreSummaryAsync(
        int sessionId, string summary, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions
            .Where(s => s.Id == sessionId && !s.Active && (s.SummaryHash == null || s.SummaryHash != hash))
            .ExecuteUpdateAsync(
                u => u.SetProperty(s => s.Summary, summary).SetProperty(s => s.SummaryHash, hash).SetProperty(s => s.SummarisedAt, now),
                cancellationToken) > 0;
    }

    private static Expression<Func<Session, bool>> IsIdle(StsDbContext database, DateTimeOffset cutoff) =>
        s => s.Active && s.LastActivityAt < cutoff &&
            !database.Transcriptions.Any(t => t.UserId == s.UserId && t.Timestamp >= s.StartTime && t.ReceivedAt >= cutoff);
}
