using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Core.Storage;

/// <summary>Looks whether the database answers, and whether its tables are those that this version wants.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<StsDbContext> contexts, DatabaseInfo info, IOptions<DatabaseOptions> options) : ISystemCheck
{
    public string Name => "database";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (info.Provider is DatabaseProvider.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(database.Database.GetConnectionString()).DataSource))
        {
            return [CheckResult.Ok($"{info.Description} is created when the host starts")];
        }

        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
            return [await FindMissingAsync(database, cancellationToken)];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What was tried again comes wrapped.
            return (StartupFailure.Explain(exception, info) ?? StartupFailure.Explain(exception.InnerException ?? exception, info)) is { } explanation
                ? [CheckResult.Fault(explanation, "Correct that, and run doctor again.")]
                : [CheckResult.Fault($"{info.Description} does not answer: {exception.GetBaseException().Message}", "Start it, or correct Database:ConnectionString.")];
        }
    }

    private async Task<CheckResult> FindMissingAsync(StsDbContext database, CancellationToken cancellationToken)
    {
        var known = database.Database.GetMigrations().ToArray();
        var applied = await database.GetService<IHistoryRepository>().ExistsAsync(cancellationToken)
            ? (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToArray()
            : [];
        if (known.Except(applied).ToArray() is { Length: > 0 } pending)
        {
            return options.Value.MigrateAtStart
                ? CheckResult.Ok($"{info.Description}; {pending.Length} migration(s) are applied when the host starts")
                : CheckResult.Fault(
                    $"{info.Description} lacks {pending.Length} migration(s): {string.Join(", ", pending)}",
                    "Start one host with Database:MigrateAtStart=true, or apply them with dotnet ef.");
        }

        foreach (var table in database.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Order(StringComparer.Ordinal))
        {
            if (!await ExistsAsync(database, table, cancellationToken))
            {
                return CheckResult.Fault(
                    $"{info.Description} has no table {table}, though its migrations say that it has", "Restore it from a backup, or begin with an empty database.");
            }
        }

        return applied.Except(known).ToArray() is { Length: > 0 } newer
            ? CheckResult.Warning($"{info.Description} was migrated by a newer version of STS: {string.Join(", ", newer)}", "Run that version.")
            : CheckResult.Ok($"{info.Description}, up to date");
    }

    private static async Task<bool> ExistsAsync(StsDbContext database, string table, CancellationToken cancellationToken)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = database.Database.IsSqlite()
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name"
            : "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE oid = to_regclass(quote_ident(@name))";
        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("@name", table);
        command.Parameters.Add(name);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }
}
