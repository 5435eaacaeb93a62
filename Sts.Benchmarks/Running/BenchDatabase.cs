using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sts.Core.Storage;

namespace Sts.Benchmarks.Running;

/// <summary>A database on the PostgreSQL server, with the tables of STS, dropped in the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"sts_bench_{Guid.NewGuid():N}";

    private BenchDatabase(string server)
    {
        _server = new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = _name }.ConnectionString;
    }

    /// <summary>For a bare client.</summary>
    public string ConnectionString { get; }

    /// <summary>For STS: the section <c>Database</c>.</summary>
    public Dictionary<string, string?> Settings => new() { ["Database:Provider"] = "Postgres", ["Database:ConnectionString"] = ConnectionString };

    /// <summary>Creates it.</summary>
    /// <param name="server">Npgsql connection string of a server where databases may be created.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public static async Task<BenchDatabase> CreateAsync(string server, CancellationToken cancellationToken)
    {
        var database = new BenchDatabase(server);
        await RunAsync(database._server, $"create database {database._name}", cancellationToken);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(database.Settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        await services.GetRequiredService<IDatabaseInitializer>().InitializeAsync(cancellationToken);
        return database;
    }

    /// <summary>Removes every utterance, and lets the server write what it has put off, so that no run pays for the one before.</summary>
    public Task EmptyAsync(CancellationToken cancellationToken) => RunAsync(ConnectionString, "truncate transcriptions; checkpoint", cancellationToken);

    /// <exception cref="InvalidOperationException">There are more or fewer utterances than there should be.</exception>
    public async Task CheckAsync(long expected, CancellationToken cancellationToken)
    {
        var stored = await RunAsync(ConnectionString, "select count(*) from transcriptions", cancellationToken);
        if (!expected.Equals(stored))
        {
            throw new InvalidOperationException($"{expected:N0} utterances should be stored, and {stored:N0} are.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(_server, $"drop database if exists {_name} with (force)", CancellationToken.None);
    }

    private static async Task<object?> RunAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
