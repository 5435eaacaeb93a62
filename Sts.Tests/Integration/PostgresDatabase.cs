using Npgsql;

namespace Sts.Tests.Integration;

/// <summary>An empty PostgreSQL database of one test's own.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _serverConnectionString;
    private readonly string _name = $"sts_test_{Guid.NewGuid():N}";

    private PostgresDatabase(string serverConnectionString)
    {
        _serverConnectionString = serverConnectionString;
        ConnectionString = new NpgsqlConnectionStringBuilder(serverConnectionString) { Database = _name }.ConnectionString;
    }

    /// <summary>Npgsql connection string of this database.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates a database with a unique name.</summary>
    /// <param name="serverConnectionString">Of a server where databases may be created; without a database, <c>postgres</c> is used to do so.</param>
    public static async Task<PostgresDatabase> CreateAsync(string serverConnectionString)
    {
        var database = new PostgresDatabase(serverConnectionString);
        await database.ExecuteOnServerAsync($"create database {database._name}");
        return database;
    }

    /// <summary>Drops the database, also while somebody is connected to it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await ExecuteOnServerAsync($"drop database if exists {_name} with (force)");
    }

    private async Task ExecuteOnServerAsync(string sql)
    {
        var builder = new NpgsqlConnectionStringBuilder(_serverConnectionString) { Pooling = false };
        builder.Database ??= "postgres";
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
