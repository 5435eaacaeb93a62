using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Storage.Postgres;
using Sts.Core.Storage.Sqlite;

namespace Sts.Core.Storage;

/// <summary>Registers the database.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Registers the database of sections <c>Database</c> and <c>Data</c>: <see cref="IDbContextFactory{TContext}"/> of
    /// <see cref="StsDbContext"/>, the stores, <see cref="IDatabaseInitializer"/> and <see cref="DatabaseInfo"/>.
    /// Nothing is opened until one of them is used.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorageOptions(configuration);

        services.AddPooledDbContextFactory<PostgresStsDbContext>((provider, options) => options.UsePostgres(Postgres(provider)));
        services.AddPooledDbContextFactory<SqliteStsDbContext>((provider, options) => options.UseSqliteFile(Sqlite(provider)));
        services.AddPerProvider<IDbContextFactory<StsDbContext>, StsDbContextFactory<PostgresStsDbContext>, StsDbContextFactory<SqliteStsDbContext>>();
        services.AddPerProvider<IMigrationLock, PostgresMigrationLock, SqliteMigrationLock>();
        services.AddPerProvider<ITranscriptionWriter, PostgresTranscriptionWriter, SqliteTranscriptionWriter>();

        services.AddSingleton(Describe);
        services.AddSingleton<IDatabaseInitializer, DatabaseInitializer>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<IActionStore, ActionStore>();
        services.AddSingleton<IHistory, History>();
        services.AddSingleton<ISystemCheck, DatabaseCheck>().AddSingleton<ISystemCheck, ClockCheck>();
        services.AddSingleton<ErasedUsers>().AddSingleton<IErasure, Erasure>();
        return services;
    }

    private static void AddStorageOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<DatabaseOptions, DatabaseOptionsValidator>()
            .BindSettings(configuration.GetSection(DatabaseOptions.Section));
        services.AddOptionsWithValidateOnStart<DataOptions, DataOptionsValidator>()
            .BindSettings(configuration.GetSection(DataOptions.Section));
    }

    // Which database it is shows only when the options are validated and read, so the choice is made on first use.
    private static void AddPerProvider<TService, TPostgres, TSqlite>(this IServiceCollection services)
        where TService : class
        where TPostgres : TService
        where TSqlite : TService =>
        services.AddSingleton<TService>(provider => ProviderOf(provider) == DatabaseProvider.Postgres
            ? ActivatorUtilities.CreateInstance<TPostgres>(provider)
            : ActivatorUtilities.CreateInstance<TSqlite>(provider));

    private static DatabaseInfo Describe(IServiceProvider provider) => ProviderOf(provider) == DatabaseProvider.Postgres
        ? new(DatabaseProvider.Postgres, PostgresConnectionString.Describe(Options(provider).ConnectionString!))
        : new(DatabaseProvider.Sqlite, $"SQLite {SqliteBuilder(provider).DataSource}");

    private static DatabaseProvider ProviderOf(IServiceProvider provider) => Options(provider).ResolveProvider()!.Value;

    private static string Postgres(IServiceProvider provider) => PostgresConnectionString.WithDefaults(Options(provider).ConnectionString!, Options(provider).Password);

    private static string Sqlite(IServiceProvider provider) => SqliteBuilder(provider).ConnectionString;

    private static SqliteConnectionStringBuilder SqliteBuilder(IServiceProvider provider) =>
        SqliteConnectionString.From(Options(provider), provider.GetRequiredService<IOptions<DataOptions>>().Value);

    private static DatabaseOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
}
