using System.Collections.Concurrent;
using System.Diagnostics;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

/// <summary>Records who was heard when.</summary>
internal sealed class RecordingPlayer(Func<SpeechLabel, Task>? play = null) : IAudioPlayer
{
    private readonly ConcurrentQueue<(SpeechLabel Label, long Start, long End)> _played = new();

    public string Name => "recorder";

    public IReadOnlyList<(SpeechLabel Label, long Start, long End)> Played => [.. _played];

    public async Task PlayAsync(SpeechAudio audio, SpeechLabel label, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await (play?.Invoke(label) ?? Task.Delay(5, cancellationToken)).WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _played.Enqueue((label, start, Stopwatch.GetTimestamp()));
    }
}
