namespace Sts.Core.Storage;

/// <summary>The databases STS runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>A file beside the host: the embedded default.</summary>
    Sqlite,

    /// <summary>PostgreSQL 13 or later: production, and whenever several machines share one database.</summary>
    Postgres,
}
