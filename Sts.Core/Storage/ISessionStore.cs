using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

/// <summary>
/// The sessions. Every change is one conditional statement, so any number of hosts may call at once and one of them wins.
/// Event times (start, end) come from utterances; <c>now</c> and <c>cutoff</c> are by our own clock.
/// </summary>
/// <remarks>
/// Every member may throw <see cref="System.Data.Common.DbException"/> or EF Core's wrappers of it;
/// <see cref="DatabaseErrors.IsTransient"/> tells whether to try again.
/// </remarks>
public interface ISessionStore
{
    /// <summary>
    /// Notes that the user was heard, and returns the id of the user's active session, or null when there is none. Writes at most
    /// once a second per session, so <c>LastActivityAt</c> may lag by that much; it never goes back.
    /// </summary>
    Task<int?> TouchAsync(string userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Opens a session unless the user has an active one or <paramref name="startTime"/> lies within an ended one (a replay).</summary>
    Task<OpenResult> OpenAsync(string userId, DateTimeOffset startTime, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the user's active session and returns it. Null, and nothing changed, when there is none or when
    /// <paramref name="endTime"/> lies before its start (a replay of an earlier end).
    /// </summary>
    Task<Session?> CloseAsync(string userId, DateTimeOffset endTime, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Active sessions whose user was last heard before <paramref name="cutoff"/>, longest idle first, and of whom no utterance of the
    /// session reached the database since either.
    /// </summary>
    Task<IReadOnlyList<Session>> FindIdleAsync(DateTimeOffset cutoff, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the session if it is still what <see cref="FindIdleAsync"/> would return for <paramref name="cutoff"/>. It ends with the
    /// user's latest utterance in event time, or at its start when none is stored. False when it was touched or closed meanwhile.
    /// </summary>
    Task<bool> CloseIdleAsync(int sessionId, DateTimeOffset cutoff, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Ended sessions without a summary whose aggregation was never requested, or was so long ago that it must have been lost: 30 s
    /// after the first request, then twice as long each time, up to 30 min. Longest ended first.
    /// </summary>
    Task<IReadOnlyList<Session>> FindUnaggregatedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that the session's aggregation is requested, if it is one that <see cref="FindUnaggregatedAsync"/> would return. True for
    /// one caller only, who then makes the request; if that fails, it is due again after the same time as a request that got lost.
    /// </summary>
    Task<bool> ClaimAggregationAsync(int sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Lets an ended session be summarised once more, whatever its summary was made from, and notes that this is requested. Whoever calls makes the
    /// request; if that gets lost, it is due as after <see cref="ClaimAggregationAsync"/>. The old summary stays until there is a new one. False,
    /// and nothing changed, when there is no such ended session.
    /// </summary>
    Task<bool> RenewAggregationAsync(int sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The session, or null.</summary>
    Task<Session?> GetAsync(int id, CancellationToken cancellationToken);

    /// <summary>What the user said from the session's start to its end, both included (to now while it is active), in order.</summary>
    Task<IReadOnlyList<Transcription>> GetUtterancesAsync(Session session, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the summary of an ended session. False, and nothing changed, when a summary of the same content
    /// (<paramref name="hash"/>) is stored already, or when there is no such ended session.
    /// </summary>
    Task<bool> StoreSummaryAsync(int sessionId, string summary, string hash, DateTimeOffset now, CancellationToken cancellationToken);
}
