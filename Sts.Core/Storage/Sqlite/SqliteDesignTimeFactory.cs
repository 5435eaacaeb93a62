using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sts.Core.Storage.Sqlite;

/// <summary>For <c>dotnet ef migrations add … --context SqliteStsDbContext</c>, which needs the model and no file.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteStsDbContext>
{
    public SqliteStsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteStsDbContext>();
        options.UseSqliteFile("Data Source=sts.db");
        return new SqliteStsDbContext(options.Options);
    }
}
