using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sts.Core.Storage.Postgres;

/// <summary>For <c>dotnet ef migrations add … --context PostgresStsDbContext</c>, which needs the model and no server.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresStsDbContext>
{
    public PostgresStsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresStsDbContext>();
        options.UsePostgres(PostgresConnectionString.Example);
        return new PostgresStsDbContext(options.Options);
    }
}
