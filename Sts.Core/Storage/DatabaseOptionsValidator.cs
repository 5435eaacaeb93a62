using Microsoft.Extensions.Options;
using Sts.Core.Storage.Postgres;
using Sts.Core.Storage.Sqlite;

namespace Sts.Core.Storage;

/// <summary>Checks provider and connection string together. Its messages never quote the connection string.</summary>
internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var failure = options.ResolveProvider() switch
        {
            DatabaseProvider.Postgres when !options.HasConnectionString =>
                "Database:Provider is Postgres, but Database:ConnectionString is empty. Set it to " +
                $"'{PostgresConnectionString.Example}', or set Database:Provider to Sqlite.",
            DatabaseProvider.Postgres => PostgresConnectionString.Check(options.ConnectionString!),
            DatabaseProvider.Sqlite when options.HasConnectionString => SqliteConnectionString.Check(options.ConnectionString!),
            DatabaseProvider.Sqlite => null,
            _ => $"Database:Provider is '{options.Provider}'. Set it to Sqlite or Postgres.",
        };
        return failure is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failure);
    }
}
