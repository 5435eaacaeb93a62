using System.Reflection;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Core.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Plugins;
using Sts.Core.Schemas;
using Sts.Core.Storage;

namespace Sts.Host.Hosting;

/// <summary>What this host runs on. Holds no secrets.</summary>
internal sealed class SystemInfo(
    KafkaCluster kafka, IOptions<SchemaRegistryOptions> registry, DatabaseInfo database, AgentProviderInfo agents, SpeechInfo speech,
    IListener listener, ProcessorMonitor monitor, PluginCatalog plugins, BoundAddresses addresses)
{
    public static string Version { get; } =
        typeof(SystemInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public string? HttpUrl => addresses.Http;

    public string BootstrapServers => kafka.BootstrapServers;

    public bool IsBrokerEmbedded => kafka.IsEmbedded;

    public string? SchemaRegistryUrl => registry.Value.IsEmbedded ? addresses.Registry : registry.Value.Url;

    public string Database => database.Description;

    public string Agents => agents.Description;

    public string Speech => speech.Description;

    public string Hearing => listener.Description;

    public IReadOnlyList<Plugin> Plugins => plugins.All;

    public IReadOnlyCollection<ProcessorStatus> Processors => monitor.Statuses;
}
