using Npgsql;

namespace Sts.Tests.Integration.Faults;

/// <summary>Looks into the run's database past the host, and changes it where a test needs what only a crash leaves behind.</summary>
internal sealed class RunDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    /// <summary>What the users said, in the order in which it was stored.</summary>
    public Task<IReadOnlyList<(string User, string Text)>> UtterancesAsync(string userPrefix) => ReadAsync(
        "select user_id, text from transcriptions where starts_with(user_id, $1) order by id", row => (row.GetString(0), row.GetString(1)), userPrefix);

    /// <summary>The users' sessions, in the order in which they were opened.</summary>
    public Task<IReadOnlyList<SessionRow>> SessionsAsync(string userPrefix) => ReadAsync(
        "select id, user_id, active, end_reason, summary, aggregation_attempts from sessions where starts_with(user_id, $1) order by id",
        row => new SessionRow(
            row.GetInt32(0), row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt32(5)),
        userPrefix);

    /// <summary>The users' actions, in the order in which they were recorded.</summary>
    public Task<IReadOnlyList<ActionRow>> ActionsAsync(string userPrefix) => ReadAsync(
        "select user_id, original_text, spoken_at is not null, speech_outcome from actions where starts_with(user_id, $1) order by id",
        row => new ActionRow(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3)), userPrefix);

    /// <summary>Where what the users said lies in the log.</summary>
    public Task<IReadOnlyList<(int Partition, long Offset)>> PositionsAsync(string userPrefix) => ReadAsync(
        "select partition, \"offset\" from transcriptions where starts_with(user_id, $1)", row => (row.GetInt32(0), row.GetInt64(1)), userPrefix);

    public async Task<long> CountAsync(string sql, params object[] values) => (await ReadAsync(sql, row => row.GetInt64(0), values)).Single();

    public async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }
}

/// <summary>A session as it is stored.</summary>
internal sealed record SessionRow(int Id, string User, bool Active, string? EndReason, string? Summary, int Requests);

/// <summary>An action as it is stored.</summary>
internal sealed record ActionRow(string User, string Text, bool Spoken, string? Outcome);
