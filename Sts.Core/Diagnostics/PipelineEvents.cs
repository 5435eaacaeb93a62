using System.Threading.Channels;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Privacy;

namespace Sts.Core.Diagnostics;

/// <summary>Passes events to watchers within the process, each with a bounded buffer of its own, and remembers a bounded number of them.</summary>
internal sealed class PipelineEvents(TimeProvider time) : IPipelineEvents, IUserMemory
{
    /// <summary>How many events are remembered: enough for what came of the last hundred utterances, or more.</summary>
    internal const int Remembered = 1_000;

    /// <summary>How much of an event's detail is remembered, as an utterance may be megabytes long.</summary>
    internal const int RememberedCharacters = 2_000;

    private const int BufferedEvents = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<PipelineEvent>> _watchers = [];
    private Queue<PipelineEvent> _recent = new(Remembered);

    public void Publish(string type, string user, string detail, EventFacts? facts = null)
    {
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
        var remembered = detail.Length <= RememberedCharacters ? happened : happened with { Detail = $"{detail[..RememberedCharacters]}…" };
        lock (_gate)
        {
            if (_recent.Count == Remembered)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(remembered);
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(happened);
            }
        }
    }

    public IAsyncEnumerable<PipelineEvent> WatchAsync(CancellationToken cancellationToken) => WatchWithRecent(cancellationToken).Coming;

    public (IReadOnlyList<PipelineEvent> Recent, IAsyncEnumerable<PipelineEvent> Coming) WatchWithRecent(CancellationToken cancellationToken)
    {
        // Registered here and not at the first read, so that nothing is missed in between.
        var watcher = Channel.CreateBounded<PipelineEvent>(
            new BoundedChannelOptions(BufferedEvents) { FullMode = BoundedChannelFullMode.DropOldest });
        PipelineEvent[] recent;
        lock (_gate)
        {
            recent = [.. _recent];
            _watchers.Add(watcher);
        }

        cancellationToken.Register(() =>
        {
            lock (_gate)
                _watchers.Remove(watcher);
            watcher.Writer.TryComplete();
        });
        return (recent, watcher.Reader.ReadAllAsync(CancellationToken.None));
    }

    public void Forget(string userId) => Forget(happened => happened.User == userId);

    /// <summary>Forgets what happened before a time.</summary>
    public void ForgetBefore(DateTimeOffset time) => Forget(happened => happened.Time < time);

    private void Forget(Predicate<PipelineEvent> which)
    {
        lock (_gate)
            _recent = new Queue<PipelineEvent>(_recent.Where(happened => !which(happened)));
    }
}
