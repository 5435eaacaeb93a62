using System.Net.Http.Headers;

namespace Sts.Agents.Llm;

/// <summary>
/// Fits each call to the endpoint's ways: the key in the header where it is looked for, or in none, and the version of the API. Refuses an
/// answer that can't come from such an API, which a wrong address leads to.
/// </summary>
internal sealed class EndpointRequest(OpenAIOptions options) : DelegatingHandler
{
    public const string Authorization = "Authorization";

    private const string EventStream = "text/event-stream";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SetKey(request.Headers);
        if (options.ApiVersion is { Length: > 0 } version)
            request.RequestUri = new UriBuilder(request.RequestUri!) { Query = $"api-version={version}" }.Uri;

        var response = await base.SendAsync(request, cancellationToken);
        if (Problem(response) is not { } problem)
            return response;
        response.Dispose();
        throw problem;
    }

    private void SetKey(HttpRequestHeaders headers)
    {
        if (options.ApiKey is { Length: > 0 } key && string.Equals(options.KeyHeader, Authorization, StringComparison.OrdinalIgnoreCase))
            return;
        headers.Remove(Authorization); // the SDK has put it there
        if (options.ApiKey is { Length: > 0 } other)
            headers.TryAddWithoutValidation(options.KeyHeader, other);
    }

    private static EndpointException? Problem(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return new EndpointException(
                "redirect", $"The endpoint answered with a redirection (HTTP {(int)response.StatusCode}). Set Agents:OpenAI:Endpoint to the address that it leads to.");
        }

        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType is not { } type || IsOfAnApi(type))
            return null;
        return new EndpointException(
            "content_type", "The endpoint answered with something else than JSON. Check Agents:OpenAI:Endpoint: it is the base address of the API, which often ends in /v1.");
    }

    private static bool IsOfAnApi(string type) => type.EndsWith("json", StringComparison.OrdinalIgnoreCase) || type.Equals(EventStream, StringComparison.OrdinalIgnoreCase);
}
