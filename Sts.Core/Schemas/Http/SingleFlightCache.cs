using System.Collections.Concurrent;

namespace Sts.Core.Schemas.Http;

/// <summary>
/// A cache in front of something slow: however many callers ask for a key at once, it is fetched once. A failure goes to
/// all who wait for it and is then forgotten.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value; it never changes for a key.</typeparam>
/// <param name="fetch">Fetches a value. It is not cancelled when a caller gives up, since others may wait: it must end by itself.</param>
internal sealed class SingleFlightCache<TKey, TValue>(Func<TKey, Task<TValue>> fetch)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _entries = new();

    public async Task<TValue> GetAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = _entries.GetOrAdd(key, NewEntry);
        return await entry.Value.WaitAsync(cancellationToken);
    }

    private Lazy<Task<TValue>> NewEntry(TKey key)
    {
        Lazy<Task<TValue>>? entry = null;
        entry = new Lazy<Task<TValue>>(() => FetchAsync(key, entry!));
        return entry;
    }

    private async Task<TValue> FetchAsync(TKey key, Lazy<Task<TValue>> entry)
    {
        try
        {
            return await fetch(key);
        }
        catch
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }
}
