using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sts.Core.Storage.Sqlite;

/// <summary>
/// The model on SQLite: times are UTC text without offset, which sorts and compares as time does
/// (SQLite has no time type, and EF Core can't compare <see cref="DateTimeOffset"/> there).
/// </summary>
internal sealed class SqliteStsDbContext(DbContextOptions<SqliteStsDbContext> options) : StsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<StoredTimestamp>();

    private sealed class StoredTimestamp() : ValueConverter<DateTimeOffset, DateTime>(
        value => value.ToStoredUtc(),
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
