namespace Sts.Core.Storage;

/// <summary>
/// Erases what people said and what came of it. Rows go in small batches, so that nobody waits long for a lock, and a second call, or one of
/// another host at the same time, finds less to do and does no harm.
/// </summary>
/// <remarks>Every member may throw <see cref="System.Data.Common.DbException"/> or EF Core's wrappers of it. What was erased before stays erased.</remarks>
public interface IErasure
{
    /// <summary>What there is of a user.</summary>
    Task<ErasedRows> CountAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Erases all that there is of a user, an active session included, and takes note of it for <see cref="IsErasedAsync"/>.</summary>
    Task<ErasedRows> EraseUserAsync(string userId, CancellationToken cancellationToken);

    /// <summary>
    /// Whether what a user said at a time was erased since. Messages come a second time when somebody resets a consumer group; nothing may come of these
    /// then. Other hosts know of an erasure after five seconds.
    /// </summary>
    ValueTask<bool> IsErasedAsync(string userId, DateTimeOffset said, CancellationToken cancellationToken);

    /// <summary>Erases what was said and decided before a time, and sessions that ended before another, both in event time; null keeps all.</summary>
    Task<ErasedRows> EraseBeforeAsync(DateTimeOffset? utterances, DateTimeOffset? sessions, CancellationToken cancellationToken);
}
