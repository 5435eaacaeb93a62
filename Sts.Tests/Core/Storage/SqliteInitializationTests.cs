using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

[TestFixture]
public sealed class SqliteInitializationTests
{
    private SqliteTestDatabase _database = default!;
    private StorageHost _host = default!;

    [SetUp]
    public async Task CreateDatabase()
    {
        _database = new SqliteTestDatabase();
        _host = new StorageHost(await _database.CreateAsync());
    }

    [TearDown]
    public async Task RemoveDatabase()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task InitializeAsync_DirectoryMissing_CreatesItAndTheFile()
    {
        await _host.InitializeAsync();

        File.Exists(_database.File).Should().BeTrue();
        _host.Get<DatabaseInfo>().Should().Be(new DatabaseInfo(DatabaseProvider.Sqlite, $"SQLite {_database.File}"));
    }

    [TestCase("journal_mode", "wal")]
    [TestCase("busy_timeout", "30000")]
    [TestCase("foreign_keys", "1")]
    [TestCase("synchronous", "2")]
    public async Task Connection_OnceOpened_HasItsPragmas(string pragma, string expected)
    {
        await _host.InitializeAsync();
        await using var database = _host.Open();
        await database.Database.OpenConnectionAsync();
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";

        $"{await command.ExecuteScalarAsync()}".Should().Be(expected);
    }

    [Test]
    public async Task InitializeAsync_LockLeftByKilledHost_MigratesAllTheSame()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_database.File)!);
        await using (var database = _host.Open())
        {
            await database.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """);
        }

        await _host.InitializeAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Test]
    public async Task InitializeAsync_FileIsNoDatabase_SaysSo()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_database.File)!);
        await File.WriteAllTextAsync(_database.File, new string('x', 4096));

        var initialize = () => _host.InitializeAsync();

        (await initialize.Should().ThrowAsync<DatabaseInitializationException>()).Which.Message
            .Should().Contain(_database.File).And.Contain("not an SQLite database");
    }

    [Test]
    public async Task InitializeAsync_DirectoryIsAFile_NamesTheSetting()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(_database.File)!, "in the way");
        try
        {
            var initialize = () => _host.InitializeAsync();

            (await initialize.Should().ThrowAsync<DatabaseInitializationException>()).Which.Message.Should().Contain("Data:Directory");
        }
        finally
        {
            File.Delete(Path.GetDirectoryName(_database.File)!);
        }
    }
}
