using System.Collections.Concurrent;

namespace Sts.Core.Schemas.Http;

/// <summary>
/// A cache in front of something slow: however many callers ask for a key at once, it is fetched once. A failure goes to all who wait for
/// it; one that would only repeat itself is given to whoever asks soon after, too, and any other one is forgotten.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="fetch">Fetches a value. It is not cancelled when a caller gives up, since others may wait: it must end by itself.</param>
/// <param name="limits">How many values are kept, and how long.</param>
internal sealed class SingleFlightCache<TKey, TValue>(Func<TKey, Task<TValue>> fetch, CacheLimits limits)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private long _clock;

    public async Task<TValue> GetAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = Find(key);
        entry.LastUse = Interlocked.Increment(ref _clock);
        return await entry.Value.WaitAsync(cancellationToken);
    }

    public void Remove(TKey key) => _entries.TryRemove(key, out _);

    public void Clear() => _entries.Clear();

    private Entry Find(TKey key)
    {
        while (true)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry(this, key, limits.NewBackoff());
                if (!_entries.TryAdd(key, entry))
                    continue;

                DropLeastUsed();
                return entry;
            }

            if (!entry.IsOver)
                return entry;

            entry.Backoff.Enter();
            var next = new Entry(this, key, entry.Backoff);
            if (_entries.TryUpdate(key, next, entry))
                return next;

            entry.Backoff.GiveUp();
        }
    }

    private void DropLeastUsed()
    {
        if (_entries.Count <= limits.Capacity)
            return;

        // Some more than needed, so that not each new key has to look for the least used one.
        foreach (var entry in _entries.OrderBy(e => e.Value.LastUse).Take(1 + (limits.Capacity / 10)).ToList())
            _entries.TryRemove(entry);
    }

    private sealed class Entry
    {
        private readonly SingleFlightCache<TKey, TValue> _cache;
        private readonly TKey _key;
        private readonly Lazy<Task<TValue>> _value;
        private long _fetchedAt;

        public Entry(SingleFlightCache<TKey, TValue> cache, TKey key, Backoff backoff)
        {
            (_cache, _key, Backoff) = (cache, key, backoff);
            LastUse = Volatile.Read(ref cache._clock);
            _value = new(FetchAsync);
        }

        public Backoff Backoff { get; }

        public long LastUse { get; set; }

        public Task<TValue> Value => _value.Value;

        /// <summary>Whether the value is too old, or has failed.</summary>
        public bool IsOver => _value.IsValueCreated && Value.IsCompleted && (!Value.IsCompletedSuccessfully || IsOld);

        private bool IsOld => _cache.IsOld(_fetchedAt);

        private async Task<TValue> FetchAsync()
        {
            try
            {
                var value = await _cache.Fetch(_key);
                _fetchedAt = _cache.Now;
                Backoff.Succeed();
                return value;
            }
            catch (SchemaRegistryException e) when (e is { IsTransient: true, IsRepeated: false })
            {
                Backoff.Fail(e);
                throw;
            }
            catch
            {
                _cache._entries.TryRemove(KeyValuePair.Create(_key, this));
                throw;
            }
        }
    }

    private Task<TValue> Fetch(TKey key) => fetch(key);

    private long Now => limits.Time.GetTimestamp();

    private bool IsOld(long fetchedAt) => limits.Lifetime is { } lifetime && limits.Time.GetElapsedTime(fetchedAt) >= lifetime;
}
