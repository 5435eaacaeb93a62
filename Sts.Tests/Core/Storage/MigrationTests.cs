using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

/// <summary>From an empty database, each test its own.</summary>
[TestFixture(typeof(SqliteTestDatabase))]
[TestFixture(typeof(PostgresTestDatabase))]
public sealed class MigrationTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private TDatabase _database = default!;
    private IReadOnlyDictionary<string, string?> _settings = default!;
    private StorageHost? _host;

    [SetUp]
    public async Task CreateDatabase()
    {
        (_database, _host) = (new TDatabase(), null);
        _settings = await _database.CreateAsync();
        _host = new StorageHost(_settings);
    }

    [TearDown]
    public async Task RemoveDatabase()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Model_ComparedWithMigrations_HasNoPendingChanges()
    {
        await using var database = _host!.Open();

        database.Database.HasPendingModelChanges().Should().BeFalse("dotnet ef migrations add must follow a change of the model");
    }

    [Test]
    public async Task InitializeAsync_EmptyDatabaseAndThenAgain_MigratesOnce()
    {
        var logs = new CollectingLoggerProvider();
        await using var host = new StorageHost(_settings, logs: logs);

        await host.InitializeAsync();
        await host.InitializeAsync();

        await using var database = host.Open();
        (await database.Database.GetPendingMigrationsAsync()).Should().BeEmpty();
        (await database.Sessions.AnyAsync()).Should().BeFalse();
        logs.Entries.Should().ContainSingle(e => e.Message.StartsWith("Applied"));
        logs.Entries.Should().NotContain(e => e.Level >= LogLevel.Warning);
    }

    [Test]
    public async Task InitializeAsync_DatabaseOfAnEarlierVersion_KeepsTheRegistrysSettings()
    {
        if (_settings.TryGetValue("Data:Directory", out var directory))
            Directory.CreateDirectory(directory!);
        await using var database = _host!.Open();
        await database.GetService<IMigrator>().MigrateAsync("Initial");
        await database.Database.ExecuteSqlAsync($"INSERT INTO subject_configs (subject, compatibility_level) VALUES ('s', 'FULL')");

        await _host!.InitializeAsync();

        var config = await database.SubjectConfigs.SingleAsync();
        (config.Subject, config.CompatibilityLevel, config.Mode, config.Normalize).Should().Be(("s", "FULL", null, (bool?)null));
        await database.GetService<IMigrator>().MigrateAsync("Initial");
        (await database.Database.SqlQuery<string>($"SELECT compatibility_level AS \"Value\" FROM subject_configs").ToListAsync()).Should().Equal("FULL");
    }

    [Test]
    public async Task InitializeAsync_ManyHostsAtOnce_AllSucceed()
    {
        var hosts = Enumerable.Range(0, 6).Select(_ => new StorageHost(_settings)).ToList();

        await Task.WhenAll(hosts.Select(h => Task.Run(() => h.InitializeAsync())));

        await using var database = _host!.Open();
        (await database.Database.GetPendingMigrationsAsync()).Should().BeEmpty();
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Test]
    public async Task InitializeAsync_MigrateAtStartOffAndSchemaOld_SaysWhatToDo()
    {
        await using var host = new StorageHost(new Dictionary<string, string?>(_settings) { ["Database:MigrateAtStart"] = "false" });
        if (_settings.TryGetValue("Data:Directory", out var directory))
            Directory.CreateDirectory(directory!);

        var initialize = () => host.InitializeAsync();

        (await initialize.Should().ThrowAsync<DatabaseInitializationException>()).Which.Message.Should().Contain("Database:MigrateAtStart");
        await _host!.InitializeAsync();
        await initialize.Should().NotThrowAsync();
    }
}
