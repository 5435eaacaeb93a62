using System.Collections.Concurrent;
using System.Diagnostics;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

/// <summary>Records who was heard when.</summary>
internal sealed class RecordingPlayer(Func<SpeechLabel, Task>? play = null, AudioReach reach = AudioReach.Room) : IAudioPlayer
{
    private readonly ConcurrentQueue<(SpeechLabel Label, long Start, long End)> _played = new();
    private readonly ConcurrentQueue<SpeechLabel> _begun = new();
    private int _parts;

    public string Name => "recorder";

    public AudioReach Reach => reach;

    /// <summary>Those that have been played to their end.</summary>
    public IReadOnlyList<(SpeechLabel Label, long Start, long End)> Played => [.. _played];

    /// <summary>Those of which a first part has arrived, by their ids.</summary>
    public IReadOnlyList<long> Begun => [.. _begun.Select(label => label.Id)];

    public int Parts => _parts;

    public async Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpeechLabel label, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var first = true;
        await foreach (var _ in parts.WithCancellation(cancellationToken))
        {
            Interlocked.Increment(ref _parts);
            if (first)
                _begun.Enqueue(label);
            first = false;
        }

        await (play?.Invoke(label) ?? Task.Delay(5, cancellationToken)).WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _played.Enqueue((label, start, Stopwatch.GetTimestamp()));
    }
}
