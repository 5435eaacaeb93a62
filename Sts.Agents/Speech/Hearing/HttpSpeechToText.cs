using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Hears through an OpenAI-compatible endpoint (API reference, "Create transcription").</summary>
internal sealed class HttpSpeechToText(IOptions<HearingOptions> options, IServiceProvider services) : ISpeechToText
{
    private readonly HttpHearingOptions _http = options.Value.Http;
    private readonly HttpEndpoint _endpoint = ActivatorUtilities.CreateInstance<HttpEndpoint>(services, Settings(options.Value.Http));

    public string Name => $"http ({_http.Model})";

    public Task<string> TranscribeAsync(ReadOnlyMemory<byte> wav, string? language, CancellationToken cancellationToken) =>
        _endpoint.PostAsync(() => ContentOf(wav, language), ReadAsync, cancellationToken);

    private static HttpEndpointSettings Settings(HttpHearingOptions http) => new(
        "Hearing:Http", new Uri(http.Endpoint!.TrimEnd('/') + "/audio/transcriptions"), http.ApiKey, http.ApiKeyFile, http.Timeout, http.Retries,
        status => status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " Check Hearing:Http:ApiKey or ApiKeyFile.",
            HttpStatusCode.NotFound => " Check Hearing:Http:Endpoint and Hearing:Http:Model.",
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => " Check Hearing:Http:Model and Hearing:Language.",
            _ => "",
        });

    private MultipartFormDataContent ContentOf(ReadOnlyMemory<byte> wav, string? language)
    {
        var file = new ReadOnlyMemoryContent(wav) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } };
        var content = new MultipartFormDataContent { { file, "\"file\"", "\"speech.wav\"" }, { Field(_http.Model), "\"model\"" }, { Field("json"), "\"response_format\"" } };
        if (language is { Length: > 1 })
            content.Add(Field(language.Split('-', '_')[0].ToLower(CultureInfo.InvariantCulture)), "\"language\""); // ISO 639-1, as the API wants it.
        return content;
    }

    private static ByteArrayContent Field(string value) => new(Encoding.UTF8.GetBytes(value));

    private static async Task<HttpAnswer<string>> ReadAsync(HttpResponseMessage response, string? key, CancellationToken cancellationToken)
    {
        var body = await HttpEndpoint.ReadBodyAsync(response, cancellationToken);
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String
                ? HttpAnswer<string>.Of(text.GetString()!)
                : HttpAnswer<string>.Unusable(response, body, key, "a transcription: it has no text", null);
        }
        catch (JsonException e)
        {
            return HttpAnswer<string>.Unusable(response, body, key, "a transcription", e);
        }
    }
}
