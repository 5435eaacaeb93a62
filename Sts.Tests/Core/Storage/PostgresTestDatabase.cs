using Npgsql;

namespace Sts.Tests.Core.Storage;

/// <summary>A database of its own on the server that the environment variable <c>STS_TEST_POSTGRES</c> leads to.</summary>
public sealed class PostgresTestDatabase : ITestDatabase
{
    public const string Variable = "STS_TEST_POSTGRES";

    private readonly string _name = $"sts_test_{Guid.NewGuid():N}";
    private string? _server;

    public static string ServerOrIgnore()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(server))
            Assert.Ignore($"{Variable} is not set to the connection string of a server where databases may be created");
        return server!;
    }

    public async Task<IReadOnlyDictionary<string, string?>> CreateAsync()
    {
        _server = ServerOrIgnore();
        await ExecuteAsync($"CREATE DATABASE {_name}");
        var connectionString = new NpgsqlConnectionStringBuilder(_server) { Database = _name, Pooling = true }.ConnectionString;
        return new Dictionary<string, string?> { ["Database:ConnectionString"] = connectionString };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
