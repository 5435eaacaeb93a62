using System.Net.Http.Headers;
using System.Text.Json;
using Sts.Core.Configuration;
using Sts.Host.Api;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>The host that runs on this machine: it knows the addresses of its own broker and registry.</summary>
internal static class RunningHost
{
    private const int MaxKeyFileBytes = 64 * 1024;

    /// <summary>A client that speaks to it, with the key that it wants, by the settings.</summary>
    /// <exception cref="StsConfigurationException">The file of the key can't be read, or the address is none.</exception>
    public static HttpClient ConnectTo(IConfiguration configuration)
    {
        var options = configuration.GetSection(ClientOptions.Section).ReadSettings<ClientOptions>();
        var http = new HttpClient { BaseAddress = UrlOf(configuration, options) };
        if (KeyOf(options) is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return http;
    }

    /// <summary>Where it is, by the settings.</summary>
    public static Uri UrlOf(IConfiguration configuration) => UrlOf(configuration, configuration.GetSection(ClientOptions.Section).ReadSettings<ClientOptions>());

    private static Uri UrlOf(IConfiguration configuration, ClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            return configuration.GetSection(HttpOptions.Section).ReadSettings<HttpOptions>().LocalUrl;
        }

        return Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new StsConfigurationException($"Client:Url is '{options.Url}'. Write it like https://sts.example.org or http://127.0.0.1:8080.");
    }

    private static string? KeyOf(ClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKeyFile))
        {
            return options.ApiKey?.Trim();
        }

        try
        {
            return new FileInfo(options.ApiKeyFile).Length <= MaxKeyFileBytes
                ? File.ReadAllText(options.ApiKeyFile).Trim()
                : throw new StsConfigurationException($"Client:ApiKeyFile names '{options.ApiKeyFile}', which is too large to hold a key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"Client:ApiKeyFile can't be read: {exception.Message}");
        }
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
            using var http = ConnectTo(configuration);
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
