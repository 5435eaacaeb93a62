using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Sts.Core.Storage.Sqlite;

namespace Sts.Core.Storage;

/// <summary>How the contexts are set up, at run time and for the migration tool alike.</summary>
internal static class StsDbContextOptionsBuilding
{
    public static void UsePostgres(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).UseStsConventions();

    public static void UseSqliteFile(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString).AddInterceptors(SqlitePragmas.Instance).UseStsConventions();

    private static void UseStsConventions(this DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        // EF Core logs each statement as information; at several per utterance that would bury everything else.
        .ConfigureWarnings(w => w.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));
}
