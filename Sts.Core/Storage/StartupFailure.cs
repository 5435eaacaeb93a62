using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Sts.Core.Storage;

/// <summary>Puts what is wrong with the configured database into words, where waiting would not help.</summary>
internal static class StartupFailure
{
    /// <summary>Null for failures that may pass by themselves and for those that are none of the database's.</summary>
    public static string? Explain(Exception exception, DatabaseInfo info) => exception switch
    {
        PostgresException e => Explain(e, info.Description),
        NpgsqlException { IsTransient: false } e => $"{info.Description}: {e.Message} Check Database:ConnectionString.",
        SqliteException e => Explain(e, info.Description),
        UnauthorizedAccessException e => $"{info.Description}: {e.Message} Set Data:Directory to a directory the host may write to.",
        IOException e => $"{info.Description}: {e.Message} Check Data:Directory.",
        _ => null,
    };

    private static string? Explain(PostgresException e, string description) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{description} refused the login: {e.MessageText}. Correct Username and Password in Database:ConnectionString.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"{description}: {e.MessageText}. Create it (createdb) or correct Database in Database:ConnectionString.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"{description}: {e.MessageText}. Grant the user CREATE on the schema, or apply the migrations as another user and set " +
            "Database:MigrateAtStart to false.",
        _ => null,
    };

    private static string? Explain(SqliteException e, string description) => e.SqliteErrorCode switch
    {
        raw.SQLITE_CANTOPEN => $"{description} can't be opened. Check that the directory exists and that the host may write to it.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"{description} can't be written. Give the host write access to the file and its directory.",
        raw.SQLITE_NOTADB => $"{description} is not an SQLite database. Move the file away, or point Database:ConnectionString elsewhere.",
        raw.SQLITE_CORRUPT => $"{description} is damaged. Restore it from a backup, or move it away to start afresh.",
        _ => null,
    };
}
