using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

/// <summary>What one host has of storage: a service provider of its own over the given configuration.</summary>
public sealed class StorageHost(IReadOnlyDictionary<string, string?> settings, TimeProvider? time = null, ILoggerProvider? logs = null)
    : IAsyncDisposable
{
    private readonly ServiceProvider _services = Build(settings, time, logs);

    public StsDbContext Open() => Get<IDbContextFactory<StsDbContext>>().CreateDbContext();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task InitializeAsync(CancellationToken cancellationToken = default) => Get<IDatabaseInitializer>().InitializeAsync(cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(IReadOnlyDictionary<string, string?> settings, TimeProvider? time, ILoggerProvider? logs)
    {
        var services = new ServiceCollection().AddLogging(l =>
        {
            if (logs is not null)
                l.AddProvider(logs);
        });
        if (time is not null)
            services.AddSingleton(time);
        return services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }
}
