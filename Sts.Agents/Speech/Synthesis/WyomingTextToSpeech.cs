using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Wyoming;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Speaks through a Wyoming server: <c>synthesize</c> goes there; <c>audio-start</c>, <c>audio-chunk</c> and <c>audio-stop</c> come back.</summary>
internal sealed class WyomingTextToSpeech(IOptions<SpeechOptions> options, TimeProvider time) : ITextToSpeech
{
    private const string Section = "Speech:Wyoming";

    public string Name => "wyoming";

    public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await WyomingConnection.OpenAsync(Section, options.Value.Wyoming, time, cancellationToken);
        await connection.SendAsync(new WyomingEvent("synthesize", DataOf(request)), cancellationToken);
        SampleBuffer? samples = null;
        var parts = 0;
        for (WyomingEvent message; (message = await connection.ReceiveAsync(cancellationToken)).Type != "audio-stop";)
        {
            if (message.Type != "audio-chunk")
                continue; // audio-start, and what newer versions may send besides.
            var format = FormatOf(message) ?? throw connection.Unexpected("an audio-chunk without a usable rate, width and channels");
            if (samples is not null && samples.Format != format)
                throw connection.Unexpected("an audio-chunk of another format than the one before");
            samples ??= new SampleBuffer(format);
            samples.Add(message.Payload.Span);
            if (samples.TakePart(atLeastOne: false) is { } part)
            {
                parts++;
                yield return part;
            }
        }

        if (samples?.TakePart(atLeastOne: true) is { } last)
            yield return last;
        else if (parts == 0)
            throw connection.Unexpected("no sound");
    }

    private static JsonObject DataOf(SpeechRequest request)
    {
        var data = new JsonObject { ["text"] = request.Text };
        var voice = new JsonObject();
        if (request.Voice is not null)
            voice["name"] = request.Voice;
        if (request.Language is not null)
            voice["language"] = request.Language;
        if (voice.Count > 0)
            data["voice"] = voice;
        return data;
    }

    private static WavFormat? FormatOf(WyomingEvent chunk) =>
        (chunk.Number("rate"), chunk.Number("width"), chunk.Number("channels")) is ({ } rate and > 0 and <= 768_000, { } width and (1 or 2 or 4), { } channels and > 0 and <= 32)
            ? new WavFormat(channels, rate, width * 8)
            : null;
}
