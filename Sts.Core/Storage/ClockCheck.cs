using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Core.Storage;

/// <summary>Compares this machine's clock with that of the database server, which all hosts share.</summary>
internal sealed class ClockCheck(IDbContextFactory<StsDbContext> contexts, DatabaseInfo info, TimeProvider time) : ISystemCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public string Name => "clock";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (info.Provider is not DatabaseProvider.Postgres)
        {
            return [CheckResult.Ok($"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC; there is no server to compare it with")];
        }

        try
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            await database.Database.OpenConnectionAsync(cancellationToken);
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT clock_timestamp() AT TIME ZONE 'UTC'";
            var before = time.GetUtcNow();
            var answer = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
            // The server has read its clock at some time in between.
            var ours = before + ((time.GetUtcNow() - before) / 2);
            var ahead = ours - new DateTimeOffset(DateTime.SpecifyKind(answer, DateTimeKind.Utc));
            return
            [
                ahead.Duration() <= Tolerance
                    ? CheckResult.Ok($"it agrees with the database server's, within {Math.Abs(ahead.TotalMilliseconds):0} ms")
                    : CheckResult.Warning(
                        $"it is {ahead.Duration().TotalSeconds:0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database server's",
                        "Let both keep their time by NTP. Sessions time out, and answers grow too old, by these clocks."),
            ];
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            return [CheckResult.Warning("it can't be compared while the database is away", "See to the database first.")];
        }
    }
}
