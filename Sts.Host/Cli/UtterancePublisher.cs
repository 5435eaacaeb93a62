using Sts.Core.Configuration;
using Sts.Core.Kafka;
using Sts.Core.Schemas;

namespace Sts.Host.Cli;

/// <summary>
/// Chooses how to publish: straight to the configured broker; else through the running host, which holds its embedded broker's small
/// memory in account.
/// </summary>
internal static class UtterancePublisher
{
    /// <exception cref="StsConfigurationException">There is no broker configured and no host running.</exception>
    public static async Task<IUtterancePublisher> CreateAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var http = RunningHost.Connect(configuration);
        if (string.IsNullOrWhiteSpace(configuration[$"{KafkaOptions.Section}:BootstrapServers"]))
        {
            await RunningHost.AskAsync(http, "Kafka:BootstrapServers", cancellationToken);
            return new HttpUtterancePublisher(http);
        }

        http.Dispose();
        await RunningHost.CompleteAsync(configuration, "SchemaRegistry:Url", host => host.SchemaRegistryUrl, cancellationToken);
        var services = new ServiceCollection().AddLogging().AddSchemas(configuration).AddKafkaProducer(configuration).BuildServiceProvider();
        return new KafkaUtterancePublisher(services);
    }
}
