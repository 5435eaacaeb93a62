using Npgsql;

namespace Sts.Core.Storage.Postgres;

/// <summary>Reads the configured connection string: defaults, checks and a description without secrets.</summary>
internal static class PostgresConnectionString
{
    public const string Example = "Host=localhost;Database=sts;Username=sts;Password=...";

    /// <summary>
    /// What applies unless the configured string says otherwise. Pools of many hosts share the server's max_connections (100 by
    /// default), and keep-alives find out that a server is gone when nothing is being asked of it. Statements that come again and again
    /// are prepared, which spares the server from planning each anew.
    /// </summary>
    private static readonly NpgsqlConnectionStringBuilder Defaults = new()
    {
        ApplicationName = "sts",
        MaxPoolSize = 20,
        Timeout = 15,
        CommandTimeout = 30,
        KeepAlive = 30,
        MaxAutoPrepare = 50,
    };

    public static string WithDefaults(string configured, string? password = null)
    {
        var parsed = Parse(configured);
        parsed.Password = string.IsNullOrEmpty(password) ? parsed.Password : password;
        return parsed.ConnectionString;
    }

    public static string Describe(string configured)
    {
        var parsed = Parse(configured);
        var user = string.IsNullOrEmpty(parsed.Username) ? "" : $"{parsed.Username}@";
        var place = parsed.Host!.Contains(',', StringComparison.Ordinal) ? parsed.Host : $"{parsed.Host}:{parsed.Port}";
        return $"PostgreSQL {user}{place}/{parsed.Database ?? parsed.Username}";
    }

    /// <summary>Null when the string is usable, else what is wrong with it and the fix.</summary>
    public static string? Check(string configured)
    {
        const string Fix = $"Write it as '{Example}'";
        if (configured.Contains("://", StringComparison.Ordinal) && !configured.Contains('=', StringComparison.Ordinal))
            return $"Database:ConnectionString is a URL, which is not accepted. {Fix}.";
        try
        {
            return string.IsNullOrWhiteSpace(Parse(configured).Host) ? $"Database:ConnectionString names no Host. {Fix}." : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The parser's message may quote a part of the string, and that part may be the password.
            return "Database:ConnectionString is not a valid PostgreSQL connection string. " +
                $"{Fix}; put a value that contains ; or = in double quotes.";
        }
    }

    // The later of two equal keywords counts, synonyms included, so what was configured overrides the defaults.
    private static NpgsqlConnectionStringBuilder Parse(string configured) => new($"{Defaults.ConnectionString};{configured}");
}
