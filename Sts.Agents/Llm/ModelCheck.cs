using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents.Llm;

/// <summary>Looks whether the endpoint of the model answers and takes the key, by its list of models, which costs nothing.</summary>
internal sealed class ModelCheck(IOptions<AgentsOptions> options, AgentProviderInfo info) : ISystemCheck
{
    public string Name => "model";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.UsesModel)
        {
            return [CheckResult.Ok($"none is asked: {info.Description}")];
        }

        var openAI = options.Value.OpenAI;
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
            using var response = await http.SendAsync(RequestTo(openAI), cancellationToken);
            return [await JudgeAsync(response, openAI, cancellationToken)];
        }
        catch (HttpRequestException exception)
        {
            return
            [
                CheckResult.Fault(
                    $"nobody answers at {openAI.PublicEndpoint}: {exception.Message}",
                    options.Value.EffectiveOrder is AgentOrder.LlmOnly
                        ? "Start it, or correct Agents:OpenAI:Endpoint. Nothing is decided meanwhile."
                        : "Start it, or correct Agents:OpenAI:Endpoint. Meanwhile the built-in agents decide, where they are sure."),
            ];
        }
    }

    private static HttpRequestMessage RequestTo(OpenAIOptions openAI)
    {
        var version = openAI.ApiVersion is { Length: > 0 } named ? $"?api-version={Uri.EscapeDataString(named)}" : "";
        var request = new HttpRequestMessage(HttpMethod.Get, $"{openAI.Endpoint.TrimEnd('/')}/models{version}");
        if (openAI.ApiKey is { Length: > 0 } key)
        {
            if (openAI.KeyHeader.Equals(EndpointRequest.Authorization, StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(openAI.KeyHeader, key);
            }
        }

        return request;
    }

    private static async Task<CheckResult> JudgeAsync(HttpResponseMessage response, OpenAIOptions openAI, CancellationToken cancellationToken)
    {
        var where = openAI.PublicEndpoint;
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return CheckResult.Fault($"{where} refuses the key ({(int)response.StatusCode})", "Set Agents:OpenAI:ApiKeyFile, or Agents:OpenAI:ApiKey, to a key that it takes.");
        }

        if (!response.IsSuccessStatusCode)
        {
            return CheckResult.Warning(
                $"{where} answers, but not with a list of models ({(int)response.StatusCode})",
                "Some gateways have none. If nothing is decided, look at Agents:OpenAI:Endpoint: /chat/completions is added to it.");
        }

        return await ReadModelsAsync(response, cancellationToken) is { Count: > 0 } models && !models.Contains(openAI.Model!)
            ? CheckResult.Warning($"{where} does not list {openAI.Model}", $"Set Agents:OpenAI:Model to one that it has, such as {models[0]}.")
            : CheckResult.Ok($"{openAI.Model} at {where}");
    }

    private static async Task<IReadOnlyList<string>> ReadModelsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            return body.RootElement.ValueKind is JsonValueKind.Object && body.RootElement.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array
                ? [.. data.EnumerateArray().Select(model => model.TryGetProperty("id", out var id) ? id.GetString() : null).OfType<string>()]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
