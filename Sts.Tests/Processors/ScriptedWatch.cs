using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Processors;

/// <summary>Lets a test say what is heard on a topic.</summary>
internal sealed class ScriptedWatch : ITopicWatch<TranscriptionSegment>
{
    private readonly TaskCompletionSource<(Func<TranscriptionSegment, bool> IsRecent, Action<TranscriptionSegment> Heard)> _watcher =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until somebody watches, and tells them.</summary>
    public async Task SayAsync(TranscriptionSegment segment) => (await _watcher.Task.WaitAsync(TimeSpan.FromSeconds(20))).Heard(segment);

    /// <summary>Waits until somebody watches, and tells them of what was there before, if it is recent.</summary>
    public async Task FindAsync(TranscriptionSegment segment)
    {
        var (isRecent, heard) = await _watcher.Task.WaitAsync(TimeSpan.FromSeconds(20));
        if (isRecent(segment))
        {
            heard(segment);
        }
    }

    public Task WatchAsync(
        string topic, Func<bool> isWanted, Func<TranscriptionSegment, bool> isRecent, Action<TranscriptionSegment> heard, CancellationToken cancellationToken)
    {
        _watcher.TrySetResult((isRecent, heard));
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
