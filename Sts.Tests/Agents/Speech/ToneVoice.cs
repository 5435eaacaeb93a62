using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

/// <summary>Says everything as a tone, when it is let to, or fails.</summary>
internal sealed class ToneVoice(Func<string, Exception?>? failure = null, string name = "tone", Func<string, Task>? before = null) : ITextToSpeech
{
    private readonly ConcurrentQueue<SpeechRequest> _requests = new();

    public string Name => name;

    public IReadOnlyList<SpeechRequest> Requests => [.. _requests];

    public IReadOnlyList<string> Texts => [.. _requests.Select(request => request.Text)];

    public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        _requests.Enqueue(request);
        await (before?.Invoke(request.Text) ?? Task.CompletedTask).WaitAsync(cancellationToken);
        yield return failure?.Invoke(request.Text) is { } exception ? throw exception : SomeSpeech.Audio();
    }
}
