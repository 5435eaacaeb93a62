namespace Sts.Core.Storage;

/// <summary>
/// Lets one host at a time migrate. EF Core has a lock of its own, but on SQLite a killed host leaves it locked for ever, and on
/// PostgreSQL it lies on the history table, which has to exist first. Ours end with the process.
/// </summary>
internal interface IMigrationLock
{
    /// <summary>Opens the connection of <paramref name="database"/>, waits for the lock and holds it until disposed.</summary>
    Task<IAsyncDisposable> AcquireAsync(StsDbContext database, CancellationToken cancellationToken);
}
