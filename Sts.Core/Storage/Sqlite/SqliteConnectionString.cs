using Microsoft.Data.Sqlite;

namespace Sts.Core.Storage.Sqlite;

/// <summary>Reads the configured connection string, or makes the default one; checks it and describes it without secrets.</summary>
internal static class SqliteConnectionString
{
    private const string FileName = "sts.db";

    public static SqliteConnectionStringBuilder From(DatabaseOptions database, DataOptions data)
    {
        var builder = database.HasConnectionString
            ? new SqliteConnectionStringBuilder(database.ConnectionString)
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(data.Directory, FileName) };
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        builder.ForeignKeys = true;
        return builder;
    }

    /// <summary>Null when the string is usable, else what is wrong with it and the fix.</summary>
    public static string? Check(string configured)
    {
        const string Fix = "Write it as 'Data Source=/path/to/sts.db', or leave it out to keep sts.db in Data:Directory";
        try
        {
            var parsed = new SqliteConnectionStringBuilder(configured);
            if (string.IsNullOrWhiteSpace(parsed.DataSource))
                return $"Database:ConnectionString names no Data Source. {Fix}.";

            // A database in memory lasts as long as a connection to it, and connections come and go with every statement.
            var inMemory = parsed.Mode == SqliteOpenMode.Memory || parsed.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase);
            return inMemory ? $"Database:ConnectionString asks for a database in memory, which keeps nothing. {Fix}." : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return "Database:ConnectionString is not a valid SQLite connection string. " +
                $"{Fix}. For PostgreSQL set Database:Provider to Postgres.";
        }
    }
}
