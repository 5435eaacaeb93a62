using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Speaks through the HTTP server of Piper (<c>python3 -m piper.http_server</c>), which answers with a WAV file.</summary>
internal sealed class PiperTextToSpeech(IOptions<SpeechOptions> options, IServiceProvider services) : ITextToSpeech
{
    private readonly HttpEndpoint _endpoint = ActivatorUtilities.CreateInstance<HttpEndpoint>(services, Settings(options.Value.Piper));

    public string Name => "piper";

    public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // It counts by the length of sounds, where less is faster. Without the field it has its voice's own.
        var body = JsonSerializer.SerializeToUtf8Bytes(new Body(request.Text, request.Voice, request.Speed == 1 ? null : 1 / request.Speed));
        yield return await _endpoint.PostAsync(
            () => new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, ReadAsync, cancellationToken);
    }

    private static HttpEndpointSettings Settings(PiperOptions piper) => new(
        "Speech:Piper", new Uri(piper.Endpoint!.TrimEnd('/') + piper.Path), null, null, piper.Timeout, piper.Retries,
        status => status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => " Check Speech:Piper:Endpoint and Speech:Piper:Path; older servers have it at /.",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " Check Speech:Piper:Endpoint: Piper itself asks for no key.",
            >= HttpStatusCode.BadRequest => " Check Speech:Piper:Voice.",
            _ => "",
        });

    private static async Task<HttpAnswer<SpeechAudio>> ReadAsync(HttpResponseMessage response, string? key, CancellationToken cancellationToken) =>
        HttpSound.Read(response, await HttpEndpoint.ReadBodyAsync(response, cancellationToken), key, format: null);

    private sealed record Body(
        [property: JsonPropertyName("text")] string Text,
        [property: JsonPropertyName("voice"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Voice,
        [property: JsonPropertyName("length_scale"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? LengthScale);
}
