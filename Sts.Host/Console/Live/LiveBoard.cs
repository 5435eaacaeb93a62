using System.Collections.Immutable;
using Sts.Core.Diagnostics;
using Sts.Host.WebConsole.Charts;

namespace Sts.Host.WebConsole.Live;

/// <summary>The newest of what has happened, put together by trace. It forgets the oldest, so it takes no more memory the more happens. Safe for concurrent use.</summary>
internal sealed class LiveBoard(TimeProvider time)
{
    public const int Capacity = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _order = [];
    private long _begun;

    /// <summary>How long after its beginning each utterance was decided on, in milliseconds, as far as that was seen when it happened.</summary>
    public RecentSeconds Decisions { get; } = new(time);

    /// <summary>How many entries there have been, those that are forgotten among them.</summary>
    public long Begun => Volatile.Read(ref _begun);

    /// <summary>Adds what happens now.</summary>
    public void Add(PipelineEvent happened)
    {
        lock (_gate)
        {
            var entry = Put(happened);
            if (happened.Type == PipelineEvent.DecisionMade)
            {
                Decisions.Add((happened.Time - entry.CameIn).TotalMilliseconds);
            }
        }
    }

    /// <summary>Adds what happened before, oldest first.</summary>
    public void Recall(PipelineEvent happened)
    {
        lock (_gate)
            Put(happened);
    }

    /// <summary>All that is remembered, the newest first.</summary>
    public ImmutableArray<LiveEntry> Newest()
    {
        lock (_gate)
            return [.. _order.Select(key => _entries[key])];
    }

    /// <summary>The newest of one user, or of all, and whether there are more.</summary>
    public static (IReadOnlyList<LiveEntry> Shown, bool More) Select(IEnumerable<LiveEntry> entries, string user, int count)
    {
        var found = entries.Where(entry => IsOf(user, entry.User)).Take(count + 1).ToList();
        return found.Count > count ? (found[..count], true) : (found, false);
    }

    /// <summary>Whether a user is meant by what somebody wrote to find one.</summary>
    public static bool IsOf(string search, string user) => user.Contains(search, StringComparison.OrdinalIgnoreCase);

    public LiveEntry? Find(string? traceId)
    {
        lock (_gate)
            return traceId is null ? null : _entries.GetValueOrDefault(traceId);
    }

    private LiveEntry Put(PipelineEvent happened)
    {
        var key = happened.TraceId ?? $"no trace {_begun}";
        var entry = _entries.TryGetValue(key, out var known) ? known : Begin(key, happened);
        return _entries[key] = entry.With(happened);
    }

    private LiveEntry Begin(string key, PipelineEvent happened)
    {
        _begun++;
        _order.AddFirst(key);
        if (_order.Count > Capacity)
        {
            _entries.Remove(_order.Last!.Value);
            _order.RemoveLast();
        }

        return LiveEntry.Begin(key, happened);
    }
}
