using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Sts.Core.Configuration;

namespace Sts.Host.Cli;

/// <summary>Asks the running host over its API, and turns what it refuses into words.</summary>
internal sealed class HostClient(HttpClient http) : IDisposable
{
    /// <summary>Where the host is.</summary>
    public Uri Url => http.BaseAddress!;

    /// <summary>A client by the settings. Nothing is asked yet.</summary>
    /// <exception cref="StsConfigurationException">The settings don't say where the host is, or the file of the key can't be read.</exception>
    public static HostClient Of(IConfiguration configuration) => new(RunningHost.Connect(configuration));

    /// <summary>Asks for JSON.</summary>
    /// <exception cref="StsConfigurationException">No host answers, or it says that something is wrong with what it was asked.</exception>
    /// <exception cref="HttpRequestException">The host could not do it.</exception>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Asks for something to be done.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Asks for something to be erased.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<JsonElement> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Asks, and returns as soon as the answer begins.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var response = await ReachAsync(request, completion, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = await DescribeAsync(response, cancellationToken);
            throw (int)response.StatusCode is >= 400 and < 500 && response.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests)
                ? new StsConfigurationException(problem)
                : new HttpRequestException(problem, null, response.StatusCode);
        }
    }

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            throw new StsConfigurationException(
                $"No STS host answers at {Url} ({Unreachable.ReasonOf(exception)}). Start one with 'run', or say where it is with --Http:Port=… or --Client:Url=….");
        }
    }

    private async Task<string> DescribeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized)
        {
            return $"The host at {Url} wants an API key. Set Client:ApiKeyFile to a file that holds it, or the environment variable Client__ApiKey.";
        }

        if (response.StatusCode is HttpStatusCode.Forbidden)
        {
            return $"The host at {Url} does not let this API key do that. Use one with the role for it.";
        }

        return await ReadProblemAsync(response, cancellationToken) is { } problem
            ? problem.Detail ?? problem.Title ?? $"The host at {Url} answers {(int)response.StatusCode}."
            : $"What answers at {Url} is no STS host, or an older one: it says {(int)response.StatusCode} {response.ReasonPhrase}.";
    }

    private static async Task<ProblemDetails?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return MediaTypeHeaderValue.TryParse(response.Content.Headers.ContentType?.MediaType, out var type) && type.MediaType is "application/problem+json"
                ? await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
