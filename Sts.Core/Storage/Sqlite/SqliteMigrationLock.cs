using Microsoft.EntityFrameworkCore;

namespace Sts.Core.Storage.Sqlite;

/// <summary>
/// An exclusively opened file beside the database: the operating system releases it when the process ends, however it ends.
/// Who holds it drops EF Core's own lock, which can then only be a leftover of a killed host.
/// </summary>
internal sealed class SqliteMigrationLock(TimeProvider time) : IMigrationLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task<IAsyncDisposable> AcquireAsync(StsDbContext database, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(database.Database.GetDbConnection().DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = await LockAsync($"{path}.lock", cancellationToken);
        try
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeldByAnother(e))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    // EWOULDBLOCK on Linux and macOS; ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
