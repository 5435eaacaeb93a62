using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Host.Api;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>The host that runs on this machine: it knows the addresses of its own broker and registry.</summary>
internal static class RunningHost
{
    private const string RegistryUrl = "SchemaRegistry:Url";

    /// <summary>Where it is, by the settings.</summary>
    /// <exception cref="StsConfigurationException"><c>Client:Url</c> is no address.</exception>
    public static Uri UrlOf(IConfiguration configuration)
    {
        if (configuration[$"{ClientOptions.Section}:Url"] is not { Length: > 0 } configured)
        {
            return configuration.GetSection(HttpOptions.Section).ReadSettings<HttpOptions>().LocalUrl;
        }

        return Uri.TryCreate(configured, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url
            : throw new StsConfigurationException("Client:Url must be the host's address without user or password, such as https://sts.example.com.");
    }

    /// <summary>Speaks to it, and shows it the key that the settings hold (<see cref="ClientOptions"/>).</summary>
    /// <exception cref="StsConfigurationException"><c>Client:Url</c> is no address.</exception>
    public static HttpClient Connect(IConfiguration configuration)
    {
        var http = new HttpClient { BaseAddress = UrlOf(configuration) };
        if (KeyOf(configuration) is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return http;
    }

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
            using var http = Connect(configuration);
            configuration[setting] = read(await AskAsync(http, setting, cancellationToken));
            if (setting == RegistryUrl)
            {
                ShowKeyToRegistry(configuration);
            }
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
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new StsConfigurationException(
                $"The STS host at {http.BaseAddress} does not let this command in ({(int)exception.StatusCode}). Set Client:ApiKeyFile to a file with a key of its Http:Keys.");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new StsConfigurationException(
                $"No STS host answers at {http.BaseAddress} ({Unreachable.ReasonOf(exception)}), and {setting} is not set. "
                + $"Start a host, name its port with --Http:Port=…, or set {setting}.");
        }
    }

    private static string? KeyOf(IConfiguration configuration) => configuration.GetSection(ClientOptions.Section).ReadSettings<ClientOptions>().ApiKey;

    // The registry that a host serves itself knows the same keys.
    private static void ShowKeyToRegistry(IConfiguration configuration)
    {
        var registry = configuration.GetSection("SchemaRegistry");
        if (string.IsNullOrEmpty(registry["BasicAuthUserInfo"]) && string.IsNullOrEmpty(registry["BearerToken"]) && KeyOf(configuration) is { Length: > 0 } key)
        {
            registry["BearerToken"] = key;
        }
    }
}
