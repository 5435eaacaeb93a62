using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Wyoming;

namespace Sts.Agents.Speech.Hearing;

/// <summary>
/// Hears through a Wyoming server: <c>transcribe</c>, <c>audio-start</c>, <c>audio-chunk</c> and <c>audio-stop</c> go there, <c>transcript</c> comes back.
/// </summary>
internal sealed class WyomingSpeechToText(IOptions<HearingOptions> options, TimeProvider time) : ISpeechToText
{
    private const string Section = "Hearing:Wyoming";
    private const int ChunkSize = 32 << 10;

    public string Name => "wyoming";

    public async Task<string> TranscribeAsync(ReadOnlyMemory<byte> wav, string? language, CancellationToken cancellationToken)
    {
        var file = WavFile.Read(wav);
        await using var connection = await WyomingConnection.OpenAsync(Section, options.Value.Wyoming, time, cancellationToken);
        await connection.SendAsync(new WyomingEvent("transcribe", DataOf(options.Value.Wyoming.Name, language)), cancellationToken);
        await connection.SendAsync(new WyomingEvent("audio-start", DataOf(file.Format)), cancellationToken);
        for (var samples = file.Samples; !samples.IsEmpty; samples = samples[Math.Min(ChunkSize, samples.Length)..])
            await connection.SendAsync(new WyomingEvent("audio-chunk", DataOf(file.Format), samples[..Math.Min(ChunkSize, samples.Length)]), cancellationToken);
        await connection.SendAsync(new WyomingEvent("audio-stop", []), cancellationToken);

        while (true)
        {
            var message = await connection.ReceiveAsync(cancellationToken);
            if (message.Type == "transcript") // Newer servers send transcript-start and transcript-chunk before it.
                return message.Text("text") ?? throw connection.Unexpected("a transcript without text");
        }
    }

    private static JsonObject DataOf(string? model, string? language)
    {
        var data = new JsonObject();
        if (!string.IsNullOrEmpty(model))
            data["name"] = model;
        if (language is not null)
            data["language"] = language.Split('-', '_')[0];
        return data;
    }

    private static JsonObject DataOf(WavFormat format) =>
        new() { ["rate"] = format.SampleRate, ["width"] = format.BitsPerSample / 8, ["channels"] = format.Channels };
}
