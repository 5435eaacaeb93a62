using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Sts.Core.Storage.Postgres;

/// <summary>One statement per batch, with one array per column: one round trip, and its own transaction.</summary>
internal sealed class PostgresTranscriptionWriter(IDbContextFactory<StsDbContext> contexts) : ITranscriptionWriter
{
    // Ordered, so that two hosts that write the same rows at once wait for one another in the same order and don't deadlock.
    private const string Insert =
        """
        INSERT INTO transcriptions (user_id, text, timestamp, log, topic, partition, "offset", received_at)
        SELECT * FROM unnest(@user_id, @text, @timestamp, @log, @topic, @partition, @offset, @received_at)
            AS r (user_id, text, timestamp, log, topic, partition, "offset", received_at)
        ORDER BY r.log, r.topic, r.partition, r."offset"
        ON CONFLICT (log, topic, partition, "offset") DO NOTHING
        """;

    public async Task<int> WriteAsync(IReadOnlyList<TranscriptionRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return 0;

        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        await using var command = ((NpgsqlConnection)database.Database.GetDbConnection()).CreateCommand();
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
