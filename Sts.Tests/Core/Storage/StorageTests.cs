using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

/// <summary>The compliance suite's base: every fixture derived from it runs on each database, migrated and empty before each test.</summary>
[TestFixture(typeof(SqliteTestDatabase))]
[TestFixture(typeof(PostgresTestDatabase))]
public abstract class StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TDatabase _database = new();
    private StorageHost? _host;
    private long _offset;

    protected IReadOnlyDictionary<string, string?> Settings { get; private set; } = new Dictionary<string, string?>();

    protected StorageHost Host => _host!;

    protected TDatabase Database => _database;

    [OneTimeSetUp]
    public async Task CreateDatabase()
    {
        Settings = await _database.CreateAsync();
        _host = new StorageHost(Settings);
        await _host.InitializeAsync();
    }

    [SetUp]
    public async Task EmptyTables()
    {
        await using var database = Host.Open();
        await database.Transcriptions.ExecuteDeleteAsync();
        await database.Sessions.ExecuteDeleteAsync();
        await database.Actions.ExecuteDeleteAsync();
    }

    [OneTimeTearDown]
    public async Task RemoveDatabase()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected TranscriptionRow Utterance(string user, DateTimeOffset timestamp, string text = "hello", DateTimeOffset? receivedAt = null) =>
        new(user, text, timestamp, "log-1", "transcriptions.all", 0, _offset++, receivedAt ?? timestamp);

    protected Task<int> WriteAsync(params TranscriptionRow[] rows) => Host.Get<ITranscriptionWriter>().WriteAsync(rows, default);

    protected async Task<List<Transcription>> StoredAsync()
    {
        await using var database = Host.Open();
        return await database.Transcriptions.AsNoTracking().OrderBy(t => t.Id).ToListAsync();
    }

    protected async Task<List<Session>> SessionsAsync()
    {
        await using var database = Host.Open();
        return await database.Sessions.AsNoTracking().OrderBy(s => s.Id).ToListAsync();
    }
}
