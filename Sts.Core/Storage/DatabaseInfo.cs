namespace Sts.Core.Storage;

/// <summary>What the host runs on, fit for logs and start-up prints.</summary>
/// <param name="Provider">The kind of database.</param>
/// <param name="Description">Where it is, such as <c>PostgreSQL sts@db.example:5432/sts</c> or <c>SQLite /srv/data/sts.db</c>; never a password.</param>
public sealed record DatabaseInfo(DatabaseProvider Provider, string Description);
