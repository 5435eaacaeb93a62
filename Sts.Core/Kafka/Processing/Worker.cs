using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.Processing;

/// <summary>
/// Executes messages, turn by turn. While handlers return at once, a turn takes the first message of several keys, because asking for
/// each costs more than such a handler; as soon as one has to be waited for, all others go back to be taken by somebody else.
/// </summary>
internal sealed class Worker(KeyedWorkerPool pool, MessageExecutor executor, int batchSize, TimeProvider time) : IThreadPoolWorkItem
{
    private const int MaxKeys = 64;

    // Looking costs as much as a quick handler.
    private const int LookAtClock = 4;

    // So long a turn may take that others could begin with its keys meanwhile.
    private static readonly TimeSpan LongTurn = TimeSpan.FromMicroseconds(200);

    private readonly KeyQueue[] _keys = new KeyQueue[batchSize > 1 ? 1 : MaxKeys];
    private readonly InFlightMessage[] _messages = new InFlightMessage[batchSize > 1 ? batchSize : MaxKeys];
    private int _taken;
    private int _used;
    private int _maxTaken = 1;

    /// <summary>The keys that it has, with the first messages of each.</summary>
    public ReadOnlySpan<KeyQueue> Keys => _keys.AsSpan(0, _taken);

    /// <summary>Whether it takes a further key.</summary>
    public bool HasRoom => _taken < _maxTaken;

    public void Take(KeyQueue key)
    {
        var room = batchSize == 1 ? _messages.AsSpan(_taken, 1) : _messages;
        key.Take(key.Attempts.BatchLimit is > 0 and var limit ? room[..limit] : room);
        _keys[_taken++] = key;
        _used += key.Taken;
    }

    /// <summary>Keeps one key and no others.</summary>
    public void Keep(int index) => (_keys[0], _taken) = (_keys[index], 1);

    public void Clear()
    {
        Array.Clear(_messages, 0, _used);
        (_taken, _used) = (0, 0);
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            while (pool.NextTurn(this))
            {
                await TakeTurnAsync();
            }
        }
        catch (Exception exception)
        {
            pool.Faulted(this, exception);
        }
    }

    private async Task TakeTurnAsync()
    {
        var started = time.GetTimestamp();
        for (var i = 0; i < _taken; i++)
        {
            var key = _keys[i];
            var executing = executor.ExecuteAsync(_messages.AsMemory(i, key.Taken), key.Attempts);
            if (!executing.IsCompleted || (i % LookAtClock == LookAtClock - 1 && time.GetElapsedTime(started) > LongTurn))
            {
                pool.TakeBackOthers(this, kept: i);
                key.RetryAfter = await executing;
                _maxTaken = 1;
                return;
            }

            key.RetryAfter = await executing;
        }

        _maxTaken = Math.Min(_maxTaken * 2, _keys.Length);
    }
}
