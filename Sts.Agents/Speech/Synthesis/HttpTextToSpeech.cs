using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Speaks through an OpenAI-compatible endpoint (API reference, "Create speech").</summary>
internal sealed class HttpTextToSpeech(IOptions<SpeechOptions> options, IServiceProvider services) : ITextToSpeech
{
    private const string DefaultVoice = "alloy";

    private readonly HttpSpeechOptions _http = options.Value.Http;
    private readonly HttpEndpoint _endpoint = ActivatorUtilities.CreateInstance<HttpEndpoint>(services, Settings(options.Value.Http));

    public string Name => $"http ({_http.Model})";

    public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = () => new HttpSpeechRequest(_http.Model, request.Text, request.Voice ?? DefaultVoice, request.Speed, Format).ToContent();
        if (!_http.Stream)
        {
            yield return await _endpoint.PostAsync(content, WholeAsync, cancellationToken);
            yield break;
        }

        await using var sound = await _endpoint.PostAsync(content, OpenAsync, cancellationToken);
        await foreach (var part in sound.ReadAsync(_endpoint.Title, cancellationToken).ConfigureAwait(false))
            yield return part;
    }

    private string Format => _http.Format is HttpSpeechFormat.Pcm ? "pcm" : "wav";

    private WavFormat? KnownFormat => _http.Format is HttpSpeechFormat.Pcm ? Pcm.Format(_http.PcmSampleRate, channels: 1) : null;

    private static HttpEndpointSettings Settings(HttpSpeechOptions http) => new(
        "Speech:Http", new Uri(http.Endpoint!.TrimEnd('/') + "/audio/speech"), http.ApiKey, http.ApiKeyFile, http.Timeout, http.Retries,
        status => status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " Check Speech:Http:ApiKey or ApiKeyFile.",
            HttpStatusCode.NotFound => " Check Speech:Http:Endpoint and Speech:Http:Model.",
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => " Check Speech:Http:Model and Speech:Http:Voice.",
            _ => "",
        });

    private async Task<HttpAnswer<SpeechAudio>> WholeAsync(HttpResponseMessage response, string? key, CancellationToken cancellationToken) =>
        HttpSound.Read(response, await HttpEndpoint.ReadBodyAsync(response, cancellationToken), key, KnownFormat);

    private Task<HttpAnswer<HttpSound>> OpenAsync(HttpResponseMessage response, string? key, CancellationToken cancellationToken) =>
        HttpSound.OpenAsync(response, key, KnownFormat, cancellationToken);
}
