using System.Collections.Concurrent;
using System.Threading.Channels;
using Sts.Core.Diagnostics.Tracing;

namespace Sts.Core.Diagnostics;

/// <summary>Passes events to watchers within the process, each with a bounded buffer of its own.</summary>
internal sealed class PipelineEvents(TimeProvider time) : IPipelineEvents
{
    private const int BufferedEvents = 1_000;

    private readonly ConcurrentDictionary<Channel<PipelineEvent>, byte> _watchers = new();

    public bool IsWatched => !_watchers.IsEmpty;

    public void Publish(string type, string user, string detail, EventFacts? facts = null)
    {
        if (!IsWatched)
        {
            return;
        }

        var work = facts?.Work ?? WorkScope.Current;
        var happened = new PipelineEvent(type, user, detail, time.GetUtcNow())
        {
            TraceId = facts?.Work?.Trace.TraceId.ToHexString() ?? Tracer.CurrentTraceId,
            Processor = work?.Processor,
            Position = work?.FirstMessage,
            ProducedAt = work?.ProducedAt,
            Decision = facts?.Decision,
            SessionId = facts?.SessionId,
            ActionId = facts?.ActionId,
        };
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
