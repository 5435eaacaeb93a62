using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sts.Core.Storage;

internal sealed partial class DatabaseInitializer(
    IDbContextFactory<StsDbContext> contexts,
    IMigrationLock migrationLock,
    IOptions<DatabaseOptions> options,
    DatabaseInfo info,
    TimeProvider time,
    ILogger<DatabaseInitializer> logger) : IDatabaseInitializer
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = TimeSpan.Zero; ; pause = pause == TimeSpan.Zero ? FirstPause : Shorter(pause * 2, LongestPause))
        {
            await Task.Delay(pause, time, cancellationToken);
            try
            {
                await (options.Value.MigrateAtStart ? MigrateAsync(cancellationToken) : CheckAsync(cancellationToken));
                if (pause > TimeSpan.Zero)
                    LogReached(logger, info.Description, time.GetElapsedTime(started).TotalSeconds);
                return;
            }
            catch (Exception e) when (StartupFailure.Explain(e, info) is { } explanation)
            {
                throw new DatabaseInitializationException(explanation, e);
            }
            catch (Exception e) when (DatabaseErrors.IsTransient(e))
            {
                if (pause == TimeSpan.Zero)
                    LogWaiting(logger, info.Description, e.GetBaseException().Message);
            }
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var held = await migrationLock.AcquireAsync(database, cancellationToken);
        // EF Core would create its history table itself, but not before an error in the log about the missing one.
        await database.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        var missing = (await database.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (missing == 0)
            return;

        database.Database.SetCommandTimeout(0); // an index over a large table takes its time
        await database.Database.MigrateAsync(cancellationToken);
        LogMigrated(logger, missing, info.Description);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var hasHistory = await database.GetService<IHistoryRepository>().ExistsAsync(cancellationToken);
        var missing = hasHistory
            ? (await database.Database.GetPendingMigrationsAsync(cancellationToken)).ToList()
            : database.Database.GetMigrations().ToList();
        if (missing.Count > 0)
        {
            throw new DatabaseInitializationException(
                $"{info.Description} lacks {missing.Count} migration(s) ({string.Join(", ", missing)}) and Database:MigrateAtStart is false. " +
                "Start one host with Database:MigrateAtStart=true, or apply them with dotnet ef.");
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(1, LogLevel.Warning, "Waiting for {Database}: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string database, string reason);

    [LoggerMessage(2, LogLevel.Information, "Reached {Database} after {Seconds:0.0} s")]
    private static partial void LogReached(ILogger logger, string database, double seconds);

    [LoggerMessage(3, LogLevel.Information, "Applied {Count} migration(s) to {Database}")]
    private static partial void LogMigrated(ILogger logger, int count, string database);
}
