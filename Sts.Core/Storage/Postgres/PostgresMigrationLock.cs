using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Sts.Core.Storage.Postgres;

/// <summary>A session-level advisory lock: the server releases it when the connection ends, however it ends.</summary>
internal sealed class PostgresMigrationLock : IMigrationLock
{
    private const long Key = 0x5354_534D_4947_5254; // "STSMIGRT"

    public async Task<IAsyncDisposable> AcquireAsync(StsDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Key})", cancellationToken);
        return new Held(connection);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0; // another host's migration may take long
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // A connection that broke in mid-migration has released the lock already.
            if (connection.FullState == ConnectionState.Open)
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({Key})", CancellationToken.None);
        }
    }
}
