using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sts.Core.Diagnostics;

/// <summary>Passes events to watchers within the process, each with a bounded buffer of its own.</summary>
internal sealed class PipelineEvents(TimeProvider time) : IPipelineEvents
{
    private const int BufferedEvents = 1_000;

    private readonly ConcurrentDictionary<Channel<PipelineEvent>, byte> _watchers = new();

    public void Publish(string type, string user, string detail)
    {
        if (_watchers.IsEmpty)
        {
            return;
        }

        var happened = new PipelineEvent(type, user, detail, time.GetUtcNow());
        foreach (var (watcher, _) in _watchers)
        {
            watcher.Writer.TryWrite(happened);
        }
    }

    public IAsyncEnumerable<PipelineEvent> WatchAsync(CancellationToken cancellationToken)
    {
        // Registered here and not at the first read, so that nothing is missed in between.
        var watcher = Channel.CreateBounded<PipelineEvent>(
            new BoundedChannelOptions(BufferedEvents) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers.TryAdd(watcher, 0);
        cancellationToken.Register(() =>
        {
            _watchers.TryRemove(watcher, out _);
            watcher.Writer.TryComplete();
        });
        return watcher.Reader.ReadAllAsync(CancellationToken.None);
    }
}
