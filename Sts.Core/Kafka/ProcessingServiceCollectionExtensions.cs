using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;
using Sts.Core.Plugins;
using Sts.Core.Privacy;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Files;

namespace Sts.Core.Kafka;

/// <summary>Registers the engine and the processors that it runs.</summary>
public static class ProcessingServiceCollectionExtensions
{
    /// <summary>Finds the processors of some assemblies and runs those that are enabled under <c>Processors</c>, each as a hosted service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The root of the configuration.</param>
    /// <param name="assemblies">The assemblies whose processors must fit.</param>
    /// <param name="plugins">Plugins, of which one that does not fit is left out.</param>
    /// <exception cref="StsConfigurationException">The configuration does not fit the processors that were found.</exception>
    public static IServiceCollection AddProcessing(
        this IServiceCollection services, IConfiguration configuration, IEnumerable<Assembly> assemblies, PluginCatalog? plugins = null)
    {
        Assembly[] own = [.. assemblies];
        plugins ??= PluginCatalog.None;
        var catalog = PluginProcessors.Discover(
            ProcessorDiscovery.Describe(FindIn(own), configuration), plugins, plugin => FindIn(plugin.Assembly!), configuration);
        foreach (var processor in catalog.All)
        {
            services.AddScoped(processor.Type);
        }

        services.AddKafka(configuration, catalog);
        services.TryAddSingleton(plugins);
        services.AddSingleton(provider => new ProcessorMonitor(
            catalog, provider.GetRequiredService<EngineMetrics>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(SchemaFolders.Beside(own, plugins.Working)).AddSingleton<SchemaRegistration>();
        services.AddSingleton(provider =>
            new MessageSubjects(catalog, provider.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value.SubjectNameStrategy));
        services.AddSingleton<ClusterMetadata>().AddSingleton<ISystemCheck, BrokerCheck>().AddSingleton<ISystemCheck, TopicsCheck>();
        services.AddSingleton<StartupGate>().AddHostedService<StartupPreparation>();
        services.AddHostedService<EmbeddedDrain>();
        // Each processor may need Kafka:DrainTimeout to stop; one after the other they would exceed the host's time.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        services.AddSingleton<EmbeddedBacklog>().AddSingleton<ITranscriptionIngress, TranscriptionIngress>();
        foreach (var processor in catalog.Enabled)
        {
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<ProcessorRunner>(
                provider, provider.GetRequiredService<ProcessorMonitor>().Of(processor.Name)));
        }

        return services;
    }

    private static IEnumerable<Type> FindIn(params Assembly[] assemblies) => new ServiceCollection()
        .Scan(scan => scan.FromAssemblies(assemblies).AddClasses(classes => classes.AssignableTo<IProcessor>()).AsSelf())
        .Select(service => service.ServiceType);

    /// <summary>Registers what it takes to produce, for a program that consumes nothing.</summary>
    public static IServiceCollection AddKafkaProducer(this IServiceCollection services, IConfiguration configuration) =>
        services.AddKafka(configuration, new ProcessorCatalog([]));

    private static IServiceCollection AddKafka(this IServiceCollection services, IConfiguration configuration, ProcessorCatalog catalog)
    {
        services.AddOptionsWithValidateOnStart<KafkaOptions>()
            .BindSettings(configuration.GetSection(KafkaOptions.Section))
            .PostConfigure(options => options.AddSecrets())
            .ValidateSettings(configuration.GetSection(KafkaOptions.Section));
        services.AddSingleton<IValidateOptions<KafkaOptions>, KafkaPropertiesValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(catalog);
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<PipelineEvents>();
        services.AddSingleton<IPipelineEvents>(provider => provider.GetRequiredService<PipelineEvents>());
        services.AddSingleton<IUserMemory>(provider => provider.GetRequiredService<PipelineEvents>());
        services.AddSingleton<KafkaCluster>();
        services.AddSingleton<KafkaProducer>();
        services.AddSingleton<TopicProvisioner>();
        services.AddSingleton<IDeadLetterProducer, DeadLetterProducer>();
        services.AddSingleton<TopicScanner>().AddSingleton<ReplayNotes>().AddSingleton<IDeadLetters, DeadLetterStore>();
        services.AddSingleton<ITopicProgress, TopicProgress>();
        services.AddSingleton(typeof(ITopicWatch<>), typeof(TopicWatch<>));
        return services.AddSingleton(typeof(ITopicProducer<>), typeof(TopicProducer<>));
    }
}
