using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Processors;

/// <summary>Lets a test say what is heard on a topic.</summary>
internal sealed class ScriptedWatch : ITopicWatch<TranscriptionSegment>
{
    private readonly TaskCompletionSource<Action<TranscriptionSegment>> _watcher = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until somebody watches, and tells them.</summary>
    public async Task SayAsync(TranscriptionSegment segment) => (await _watcher.Task.WaitAsync(TimeSpan.FromSeconds(20)))(segment);

    public Task WatchAsync(string topic, Func<bool> isWanted, Action<TranscriptionSegment> heard, CancellationToken cancellationToken)
    {
        _watcher.TrySetResult(heard);
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
