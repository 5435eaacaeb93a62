using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

[TestFixture]
public sealed class PostgresInitializationTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Test]
    public async Task InitializeAsync_ServerNotThere_WarnsOnceAndWaitsUntilCancelled()
    {
        var logs = new CollectingLoggerProvider();
        await using var host = HostAt($"Host=127.0.0.1;Port={FreePort()};Database=sts;Username=sts;Password=top-secret", logs);
        using var stop = new CancellationTokenSource();

        var initializing = host.InitializeAsync(stop.Token);
        await WaitUntilAsync(() => logs.Entries.Count(e => e.Message.Contains("An error occurred using the connection")) >= 3);
        await stop.CancelAsync();

        await initializing.Invoking(t => t).Should().ThrowAsync<OperationCanceledException>();
        logs.Entries.Should().ContainSingle(e => e.Level == LogLevel.Warning).Which.Message.Should().StartWith("Waiting for PostgreSQL sts@127.0.0.1");
        logs.Entries.Should().NotContain(e => e.Message.Contains("top-secret"));
    }

    [Test]
    public async Task InitializeAsync_ServerComesLate_GoesOnAndSaysSo()
    {
        var server = new NpgsqlConnectionStringBuilder(PostgresTestDatabase.ServerOrIgnore());
        await using var database = new PostgresTestDatabase();
        var settings = await database.CreateAsync();
        var port = FreePort();
        var throughRelay = new NpgsqlConnectionStringBuilder(settings["Database:ConnectionString"]) { Host = "127.0.0.1", Port = port };
        var logs = new CollectingLoggerProvider();
        await using var host = HostAt(throughRelay.ConnectionString, logs);

        var initializing = host.InitializeAsync();
        await WaitUntilAsync(() => logs.Entries.Any(e => e.Message.StartsWith("Waiting for")));
        await using var relay = new TcpRelay(port, server.Host!, server.Port);

        await initializing.WaitAsync(Deadline);
        logs.Entries.Should().ContainSingle(e => e.Message.StartsWith("Reached"));
    }

    [Test]
    public async Task InitializeAsync_WrongPassword_SaysSoWithoutShowingIt()
    {
        var server = new NpgsqlConnectionStringBuilder(PostgresTestDatabase.ServerOrIgnore());
        if (await AcceptsAnyPasswordAsync(server))
            Assert.Ignore("the server trusts every password");
        await using var host = HostAt(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "not-it" }.ConnectionString);

        var initialize = () => host.InitializeAsync().WaitAsync(Deadline);

        (await initialize.Should().ThrowAsync<DatabaseInitializationException>()).Which.Message
            .Should().Contain("Password in Database:ConnectionString").And.NotContain("not-it");
    }

    [Test]
    public async Task InitializeAsync_NoPassword_SaysSo()
    {
        var server = new NpgsqlConnectionStringBuilder(PostgresTestDatabase.ServerOrIgnore());
        if (await AcceptsAnyPasswordAsync(server))
            Assert.Ignore("the server trusts every password");
        await using var host = HostAt(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = null }.ConnectionString);

        var initialize = () => host.InitializeAsync().WaitAsync(Deadline);

        (await initialize.Should().ThrowAsync<DatabaseInitializationException>()).Which.Message.Should().Contain("Database:ConnectionString");
    }

    [Test]
    public async Task InitializeAsync_DatabaseMissing_SaysSoAndCreatesNone()
    {
        var server = new NpgsqlConnectionStringBuilder(PostgresTestDatabase.ServerOrIgnore()) { Database = "sts_no_such_database" };
        await using var host = HostAt(server.ConnectionString);

        var initialize = () => host.InitializeAsync().WaitAsync(Deadline);

        (await initialize.Should().ThrowAsync<DatabaseInitializationException>()).Which.Message.Should().Contain("sts_no_such_database").And.Contain("createdb");
    }

    private static StorageHost HostAt(string connectionString, ILoggerProvider? logs = null) =>
        new(new Dictionary<string, string?> { ["Database:ConnectionString"] = connectionString }, logs: logs);

    private static async Task<bool> AcceptsAnyPasswordAsync(NpgsqlConnectionStringBuilder server)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "surely-not-it", Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
            await Task.Delay(20, deadline.Token);
    }
}
