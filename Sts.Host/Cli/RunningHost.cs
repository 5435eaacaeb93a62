using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Host.Api;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>The host that runs on this machine: it knows the addresses of its own broker and registry.</summary>
internal static class RunningHost
{
    /// <summary>Where it is, by the settings.</summary>
    public static Uri UrlOf(IConfiguration configuration) => configuration.GetSection(HttpOptions.Section).ReadSettings<HttpOptions>().LocalUrl;

    /// <summary>Sets what is not configured to what it runs on.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="setting">The key that is needed.</param>
    /// <param name="read">Finds its value in the host's answer.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <exception cref="StsConfigurationException">It is not set, and no host answers.</exception>
    public static async Task CompleteAsync(
        IConfiguration configuration, string setting, Func<InfoResponse, string?> read, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(configuration[setting]))
        {
            using var http = new HttpClient { BaseAddress = UrlOf(configuration) };
            configuration[setting] = read(await AskAsync(http, setting, cancellationToken));
        }
    }

    /// <summary>Asks it what it runs on.</summary>
    /// <param name="http">Its base address is the host's.</param>
    /// <param name="setting">The setting that would make asking needless.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <exception cref="StsConfigurationException">No host answers.</exception>
    public static async Task<InfoResponse> AskAsync(HttpClient http, string setting, CancellationToken cancellationToken)
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
