using Sts.Core.Configuration;

namespace Sts.Core.Storage;

/// <summary>Section <c>Database</c>: where transcriptions, sessions and actions are kept.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Database";

    /// <summary><c>Sqlite</c> or <c>Postgres</c>, case ignored.</summary>
    /// <value>Default: <c>Postgres</c> when <see cref="ConnectionString"/> is given, else <c>Sqlite</c>.</value>
    public string? Provider { get; set; }

    /// <summary>
    /// Npgsql or Microsoft.Data.Sqlite connection string. May hold a password: never log it, log <see cref="DatabaseInfo"/>.
    /// </summary>
    /// <value>Default: none; SQLite then keeps <c>sts.db</c> in <see cref="DataOptions.Directory"/>.</value>
    [Secret]
    public string? ConnectionString { get; set; }

    /// <summary>The password for PostgreSQL, apart from <see cref="ConnectionString"/>, or <c>PasswordFile</c> names a file that holds it.</summary>
    /// <value>Default: none; the connection string has it, or none is needed.</value>
    [Secret]
    public string? Password { get; set; }

    /// <summary>Whether the host brings the schema up to date when it starts. When false, it refuses to start on an old schema.</summary>
    /// <value>Default: <c>true</c>.</value>
    public bool MigrateAtStart { get; set; } = true;

    internal bool HasConnectionString => !string.IsNullOrWhiteSpace(ConnectionString);

    /// <summary>The provider these options lead to; null when <see cref="Provider"/> names none.</summary>
    internal DatabaseProvider? ResolveProvider() => Provider switch
    {
        null or "" => HasConnectionString ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite,
        _ when Provider.Equals(nameof(DatabaseProvider.Sqlite), StringComparison.OrdinalIgnoreCase) => DatabaseProvider.Sqlite,
        _ when Provider.Equals(nameof(DatabaseProvider.Postgres), StringComparison.OrdinalIgnoreCase) => DatabaseProvider.Postgres,
        _ => null,
    };
}
