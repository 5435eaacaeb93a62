using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sts.Core.Storage.Postgres;

/// <summary>The model on PostgreSQL: times are <c>timestamptz</c>.</summary>
internal sealed class PostgresStsDbContext(DbContextOptions<PostgresStsDbContext> options) : StsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<StoredTimestamp>();

    private sealed class StoredTimestamp() : ValueConverter<DateTimeOffset, DateTimeOffset>(value => value.ToStored(), stored => stored);
}
