using Microsoft.Data.Sqlite;

namespace Sts.Tests.Core.Storage;

public sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"sts-storage-{Guid.NewGuid():N}");

    public string File => Path.Combine(_directory, "sts.db");

    public Task<IReadOnlyDictionary<string, string?>> CreateAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?> { ["Data:Directory"] = _directory });

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
