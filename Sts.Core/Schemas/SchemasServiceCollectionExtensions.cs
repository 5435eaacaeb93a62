using Avro.Generic;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Generic;
using Sts.Core.Schemas.Http;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas;

/// <summary>Registers the schema registry, its client, and the serializers.</summary>
public static class SchemasServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IAvroSerializer{T}"/> and <see cref="IAvroDeserializer{T}"/> for every generated record and for <see cref="GenericRecord"/>,
    /// <see cref="ISchemaRegistryClient"/>, and the embedded <see cref="SchemaRegistry"/>, which needs the database.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The root of the configuration; the section <c>SchemaRegistry</c> is read.</param>
    public static IServiceCollection AddSchemas(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<SchemaRegistryOptions, SchemaRegistryOptionsValidator>()
            .BindSettings(configuration.GetSection(SchemaRegistryOptions.Section));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ISystemCheck, RegistryCheck>();
        services.TryAddSingleton<ISchemaStore, DatabaseSchemaStore>();
        services.TryAddSingleton<SchemaRegistry>();
        services.TryAddSingleton<ISchemaRegistryClient>(CreateClient);
        services.TryAddSingleton(provider => new SchemaChecker(provider.GetRequiredService<ISchemaRegistryClient>()));
        services.TryAddSingleton<AvroJson>();
        services.TryAddSingleton<IAvroSerializer<GenericRecord>, GenericAvroSerializer>();
        services.TryAddSingleton<IAvroDeserializer<GenericRecord>, GenericAvroDeserializer>();
        services.TryAddSingleton(typeof(IAvroSerializer<>), typeof(AvroSerializer<>));
        services.TryAddSingleton(typeof(IAvroDeserializer<>), typeof(AvroDeserializer<>));
        return services;
    }

    private static ISchemaRegistryClient CreateClient(IServiceProvider services) =>
        services.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value.IsEmbedded
            ? ActivatorUtilities.CreateInstance<EmbeddedSchemaRegistryClient>(services)
            : ActivatorUtilities.CreateInstance<HttpSchemaRegistryClient>(services);
}
