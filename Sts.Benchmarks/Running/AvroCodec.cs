using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Schemas;
using Sts.Core.Storage;

namespace Sts.Benchmarks.Running;

/// <summary>The serializers of STS, with their registry: the embedded one in a folder, or one with an address.</summary>
internal sealed class AvroCodec : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AvroCodec(ServiceProvider services) => _services = services;

    /// <summary>The registry, to be given to engines, so that all of them know the schemas.</summary>
    public ISchemaRegistryClient Registry => _services.GetRequiredService<ISchemaRegistryClient>();

    /// <summary>With a registry that keeps its schemas in a folder.</summary>
    public static async Task<AvroCodec> CreateAsync(string folder, CancellationToken cancellationToken)
    {
        var codec = Create(new() { ["Data:Directory"] = folder });
        await codec._services.GetRequiredService<IDatabaseInitializer>().InitializeAsync(cancellationToken);
        return codec;
    }

    /// <summary>With a registry that somebody else serves.</summary>
    public static AvroCodec Connect(Uri registry) => Create(new() { ["SchemaRegistry:Url"] = registry.AbsoluteUri });

    public IAvroSerializer<T> Serializer<T>() => _services.GetRequiredService<IAvroSerializer<T>>();

    public IAvroDeserializer<T> Deserializer<T>() => _services.GetRequiredService<IAvroDeserializer<T>>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static AvroCodec Create(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new AvroCodec(new ServiceCollection().AddLogging().AddStorage(configuration).AddSchemas(configuration).BuildServiceProvider());
    }
}
