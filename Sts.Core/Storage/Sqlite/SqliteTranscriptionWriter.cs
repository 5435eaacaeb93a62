using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Sts.Core.Storage.Sqlite;

/// <summary>One transaction and one prepared statement per batch.</summary>
internal sealed class SqliteTranscriptionWriter(IDbContextFactory<StsDbContext> contexts) : ITranscriptionWriter
{
    // Not INSERT OR IGNORE, which would pass over rows that violate any constraint and lose them without a word.
    private const string Insert =
        """
        INSERT INTO transcriptions (user_id, text, timestamp, log, topic, partition, "offset", received_at)
        VALUES (@user_id, @text, @timestamp, @log, @topic, @partition, @offset, @received_at)
        ON CONFLICT (log, topic, partition, "offset") DO NOTHING
        """;

    public async Task<int> WriteAsync(IReadOnlyList<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return 0;

        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        await using var transaction = connection.BeginTransaction();
        var stored = InsertAll(connection, transaction, rows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    // Synchronous: SQLite has no asynchronous I/O, and awaiting each row would only cost.
    private static int InsertAll(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Insert;
        string[] names = ["@user_id", "@text", "@timestamp", "@log", "@topic", "@partition", "@offset", "@received_at"];
        var parameters = Array.ConvertAll(names, name => command.Parameters.Add(new SqliteParameter { ParameterName = name }));
        var stored = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            object[] values =
            [
                row.UserId, row.Text, row.Timestamp.ToStoredUtc(), row.Log, row.Topic, row.Partition, row.Offset,
                row.ReceivedAt.ToStoredUtc(),
            ];
            for (var i = 0; i < values.Length; i++)
                parameters[i].Value = values[i];
            stored += command.ExecuteNonQuery();
        }
        return stored;
    }
}
