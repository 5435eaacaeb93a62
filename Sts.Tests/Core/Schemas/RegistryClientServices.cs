using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Evolution;
using Sts.Tests.Core.Schemas.Registry;
using Sts.Tests.Core.Storage;

namespace Sts.Tests.Core.Schemas;

/// <summary>What the host has registered to speak with a registry over HTTP.</summary>
internal sealed class RegistryClientServices : IDisposable
{
    private readonly ServiceProvider _services;

    public RegistryClientServices(RegistryServer server) => _services = new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(Log))
        .AddSchemas(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["SchemaRegistry:Url"] = server.Url }).Build())
        .BuildServiceProvider();

    public CollectingLoggerProvider Log { get; } = new();

    public ISchemaRegistryClient Client => _services.GetRequiredService<ISchemaRegistryClient>();

    public SchemaChecker Checker => _services.GetRequiredService<SchemaChecker>();

    public ILogger<T> LoggerOf<T>() => _services.GetRequiredService<ILogger<T>>();

    public void Dispose() => _services.Dispose();
}
