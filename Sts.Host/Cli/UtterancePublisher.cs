using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Core.Kafka;
using Sts.Core.Schemas;
using Sts.Host.Api;
using Sts.Host.Hosting;

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
        var http = new HttpClient { BaseAddress = configuration.GetSection(HttpOptions.Section).ReadSettings<HttpOptions>().LocalUrl };
        if (string.IsNullOrWhiteSpace(configuration[$"{KafkaOptions.Section}:BootstrapServers"]))
        {
            await AskHostAsync(http, "Kafka:BootstrapServers", cancellationToken);
            return new HttpUtterancePublisher(http);
        }

        if (string.IsNullOrWhiteSpace(configuration["SchemaRegistry:Url"]))
        {
            configuration["SchemaRegistry:Url"] = (await AskHostAsync(http, "SchemaRegistry:Url", cancellationToken)).SchemaRegistryUrl;
        }

        http.Dispose();
        var services = new ServiceCollection().AddLogging().AddSchemas(configuration).AddKafkaProducer(configuration).BuildServiceProvider();
        return new KafkaUtterancePublisher(services);
    }

    private static async Task<InfoResponse> AskHostAsync(HttpClient http, string setting, CancellationToken cancellationToken)
    {
        try
        {
            return (await http.GetFromJsonAsync<InfoResponse>("/api/info", cancellationToken))!;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new StsConfigurationException(
                $"No STS host answers at {http.BaseAddress} ({exception.Message}), and {setting} is not set. "
                + $"Start a host, name its port with --Http:Port=…, or set {setting}.");
        }
    }
}
