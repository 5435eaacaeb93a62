using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Sts.Core.Storage.Postgres;

/// <summary>
/// Copies a batch into the table, which costs a third of inserting it but knows no "on conflict". Only messages that are delivered again
/// are there already; a batch with one of them is inserted after all, and so are small batches, for which one statement is cheaper.
/// </summary>
internal sealed class PostgresTranscriptionWriter(IDbContextFactory<StsDbContext> contexts) : ITranscriptionWriter
{
    private const int MinCopiedRows = 50;

    private const string Copy =
        """
        COPY transcriptions (user_id, text, timestamp, log, topic, partition, "offset", received_at) FROM STDIN (FORMAT binary)
        """;

    private const string Insert =
        """
        INSERT INTO transcriptions (user_id, text, timestamp, log, topic, partition, "offset", received_at)
        SELECT * FROM unnest(@user_id, @text, @timestamp, @log, @topic, @partition, @offset, @received_at)
            AS r (user_id, text, timestamp, log, topic, partition, "offset", received_at)
        ON CONFLICT (log, topic, partition, "offset") DO NOTHING
        """;

    public async Task<int> WriteAsync(IReadOnlyList<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return 0;

        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        var ordered = InOrder(rows);
        try
        {
            if (ordered.Count >= MinCopiedRows)
                return await CopyAsync(connection, ordered, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
        {
            // Some rows are there already, or another host is writing them at this moment: nothing was copied.
        }

        return await InsertAsync(connection, ordered, cancellationToken);
    }

    // Two hosts that write the same rows at once wait for one another in the same order, and so don't deadlock.
    private static List<TranscriptionRow> InOrder(IReadOnlyList<TranscriptionRow> rows)
    {
        var ordered = rows.ToList();
        ordered.Sort(static (a, b) =>
        {
            var byLog = string.CompareOrdinal(a.Log, b.Log);
            var byTopic = byLog != 0 ? byLog : string.CompareOrdinal(a.Topic, b.Topic);
            return byTopic != 0 ? byTopic : (a.Partition, a.Offset).CompareTo((b.Partition, b.Offset));
        });
        return ordered;
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, List<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.UserId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Text, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Timestamp.ToStoredUtc(), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(row.Log, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Topic, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(row.Partition, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(row.Offset, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(row.ReceivedAt.ToStoredUtc(), NpgsqlDbType.TimestampTz, cancellationToken);
        }

        return (int)await copy.CompleteAsync(cancellationToken);
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, List<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Insert;
        Add("user_id", r => r.UserId);
        Add("text", r => r.Text);
        Add("timestamp", r => r.Timestamp.ToStoredUtc());
        Add("log", r => r.Log);
        Add("topic", r => r.Topic);
        Add("partition", r => r.Partition);
        Add("offset", r => r.Offset);
        Add("received_at", r => r.ReceivedAt.ToStoredUtc());
        return await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(string name, Func<TranscriptionRow, T> column)
        {
            var values = new T[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = column(rows[i]);
            command.Parameters.Add(new NpgsqlParameter<T[]>(name, values));
        }
    }
}
