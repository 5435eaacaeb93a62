using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Sts.Core.Storage;

/// <summary>Tells failures of the database from failures of the data.</summary>
public static class DatabaseErrors
{
    /// <summary>
    /// Whether the same statement may well succeed later: the database is unreachable, starting, stopping, busy, out of space or
    /// refuses us for now. False for what the data itself provokes (constraints, values the database can't hold), and for
    /// exceptions that do not come from a database. Looks through wrappers such as EF Core's.
    /// </summary>
    /// <remarks>Codes: PostgreSQL manual, appendix A; sqlite.org/rescode.html.</remarks>
    public static bool IsTransient(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case OperationCanceledException:
                    return false;
                case PostgresException postgres:
                    return IsTransientCode(postgres);
                // Everything else that Npgsql throws is about the connection, never about the data.
                case NpgsqlException or SocketException or TimeoutException:
                    return true;
                case SqliteException sqlite:
                    return IsTransientCode(sqlite);
            }
        }
        return false;
    }

    /// <summary>Whether a unique index or primary key refused a row.</summary>
    internal static bool IsUniqueViolation(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
                return true;
            if (e is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY })
                return true;
        }
        return false;
    }

    private static bool IsTransientCode(PostgresException e) => e.IsTransient || e.SqlState switch
    {
        // A server that shuts down ends our session; a query it cancelled (statement_timeout) may fit the next time.
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.QueryCanceled => true,
        // Right after a failover the old primary still answers, read-only.
        PostgresErrorCodes.ReadOnlySqlTransaction => true,
        // Credentials or the database changed under us: somebody has to put that right, but no message is to blame.
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => true,
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege => true,
        _ => false,
    };

    private static bool IsTransientCode(SqliteException e) => e.SqliteErrorCode is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL or raw.SQLITE_INTERRUPT or
        raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM or
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM;
}
