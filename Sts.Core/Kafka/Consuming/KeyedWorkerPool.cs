using System.IO.Hashing;
using System.Threading.Channels;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Runs messages of one key in order and of different keys in parallel. Each key with messages has a queue of its own, so a slow key
/// holds up nobody else as long as a worker is free; keys that are ready take turns.
/// </summary>
internal sealed class KeyedWorkerPool : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Queue<InFlightMessage>> _queues = [];
    private readonly Channel<ulong> _ready = Channel.CreateUnbounded<ulong>();
    private readonly IMessageHandler _handler;
    private readonly MessageExecutor _executor;
    private readonly TimeProvider _time;
    private readonly Task[] _workers;

    public KeyedWorkerPool(int workers, IMessageHandler handler, MessageExecutor executor, TimeProvider time)
    {
        (_handler, _executor, _time) = (handler, executor, time);
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Throws what a worker has died of, which only a fault of the engine itself can cause.</summary>
    public void ThrowIfFaulted()
    {
        if (Array.Find(_workers, worker => worker.IsFaulted) is { } faulted)
        {
            throw new InvalidOperationException("A worker has died.", faulted.Exception);
        }
    }

    /// <summary>Queues a message behind all others of its key.</summary>
    public void Enqueue(InFlightMessage message)
    {
        var key = OrderingKey(message);
        var first = false;
        lock (_gate)
        {
            if (!_queues.TryGetValue(key, out var queue))
            {
                _queues[key] = queue = new Queue<InFlightMessage>();
                first = true;
            }

            queue.Enqueue(message);
        }

        if (first)
        {
            _ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Ends the workers once nothing is queued. Messages of stopped assignments are passed over.</summary>
    public async ValueTask DisposeAsync()
    {
        _ready.Writer.TryComplete();
        await Task.WhenAll(_workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A key's messages lie in one partition, so the partition belongs to the key; two keys with the same hash just share their order.
    private ulong OrderingKey(InFlightMessage message)
    {
        var partition = (ulong)message.Result.Topic.GetHashCode(StringComparison.Ordinal) + (ulong)message.Result.Partition.Value;
        return _handler.OrderByPartition || message.Result.Message.Key is not { } key
            ? partition
            : XxHash3.HashToUInt64(key, (long)partition);
    }

    private async Task WorkAsync()
    {
        var batch = new List<InFlightMessage>(_handler.MaxMessages);
        await foreach (var key in _ready.Reader.ReadAllAsync())
        {
            await LingerAsync(key);
            Take(key, batch);
            await _executor.ExecuteAsync(batch.ToArray());
            batch.Clear();
            if (!IsEmptied(key) && !_ready.Writer.TryWrite(key))
            {
                // Closing: nobody else will take this key, so it is finished here.
                await FinishAsync(key, batch);
            }
        }
    }

    private async Task LingerAsync(ulong key)
    {
        if (_handler.MaxWait > TimeSpan.Zero && Count(key) < _handler.MaxMessages)
        {
            await Task.Delay(_handler.MaxWait, _time);
        }
    }

    private int Count(ulong key)
    {
        lock (_gate)
        {
            return _queues[key].Count;
        }
    }

    // A batch never mixes assignments: after a partition has gone and come back, the old messages fail alone.
    private void Take(ulong key, List<InFlightMessage> batch)
    {
        lock (_gate)
        {
            var queue = _queues[key];
            do
            {
                batch.Add(queue.Dequeue());
            }
            while (batch.Count < _handler.MaxMessages && queue.TryPeek(out var next) && next.Assignment == batch[0].Assignment);
        }
    }

    private bool IsEmptied(ulong key)
    {
        lock (_gate)
        {
            return _queues[key].Count == 0 && _queues.Remove(key);
        }
    }

    private async Task FinishAsync(ulong key, List<InFlightMessage> batch)
    {
        do
        {
            Take(key, batch);
            await _executor.ExecuteAsync(batch.ToArray());
            batch.Clear();
        }
        while (!IsEmptied(key));
    }
}
