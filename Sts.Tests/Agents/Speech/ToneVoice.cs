using System.Collections.Concurrent;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

/// <summary>Says everything as a tone, or fails.</summary>
internal sealed class ToneVoice(Func<string, Exception?>? failure = null) : ITextToSpeech
{
    private readonly ConcurrentQueue<string> _texts = new();

    public string Name => "tone";

    public IReadOnlyList<string> Texts => [.. _texts];

    public async Task<SpeechAudio> SynthesizeAsync(string text, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _texts.Enqueue(text);
        return failure?.Invoke(text) is { } exception ? throw exception : SomeSpeech.Audio();
    }
}
