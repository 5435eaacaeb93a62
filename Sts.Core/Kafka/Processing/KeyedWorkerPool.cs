using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.Processing;

/// <summary>
/// Runs messages of one key in order and of different keys in parallel. Each key with messages has a queue of its own, so a slow key
/// holds up nobody else as long as a worker is free; a key that waits for its next attempt needs no worker.
/// </summary>
/// <remarks>Workers run on the thread pool, while there is something to do. One that starts wakes the next, as long as keys are ready.</remarks>
internal sealed class KeyedWorkerPool
{
    // Users come back, and a queue that is kept costs less than one made anew for each message.
    private const int MaxIdleKeys = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, KeyQueue> _keys = [];
    private readonly Queue<KeyQueue> _ready = new();
    private readonly Stack<KeyQueue> _readyFirst = new();
    private readonly Stack<Worker> _resting;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _workers;
    private readonly int _batchSize;
    private readonly TimeSpan _batchWait;
    private readonly TimeProvider _time;
    private Exception? _fault;
    private int _idleKeys;
    private bool _closed;

    public KeyedWorkerPool(int workers, IMessageHandler handler, MessageExecutor executor, TimeProvider time)
    {
        (_workers, _batchSize, _batchWait, _time) = (workers, handler.MaxMessages, handler.MaxWait, time);
        OrderByPartition = handler.OrderByPartition;
        _resting = new Stack<Worker>(Enumerable.Range(0, workers).Select(_ => new Worker(this, executor, _batchSize, time)));
    }

    /// <summary>Whether order is kept per partition and not per key.</summary>
    public bool OrderByPartition { get; }

    /// <summary>Throws what a worker has died of, which only a fault of the engine itself can cause.</summary>
    public void ThrowIfFaulted()
    {
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw new InvalidOperationException("A worker has died.", fault);
        }
    }

    /// <summary>Queues each message behind all others of its key.</summary>
    public void Enqueue(ReadOnlySpan<InFlightMessage> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                Enqueue(message);
            }

            StartWorker();
        }
    }

    /// <summary>Lets go of the messages of stopped assignments that wait for their next attempt.</summary>
    public void WakeStopped()
    {
        lock (_gate)
        {
            foreach (var key in _keys.Values)
            {
                if (key is { State: KeyState.Waiting, First.Assignment.IsStopped: true })
                {
                    MakeReady(key);
                }
            }

            StartWorker();
        }
    }

    /// <summary>Starts nothing more, and returns when what is running has ended, or when the time for that is over.</summary>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public Task CloseAsync(TimeSpan timeout)
    {
        lock (_gate)
        {
            _closed = true;
            _ready.Clear();
            _readyFirst.Clear();
            foreach (var key in _keys.Values)
            {
                key.Timer?.Dispose();
            }

            EndWhenAllRest();
        }

        return _ended.Task.WaitAsync(timeout, _time);
    }

    /// <summary>Takes back the keys that a worker has dealt with, and gives it others. Without any, the worker rests.</summary>
    /// <returns>Whether there are any.</returns>
    public bool NextTurn(Worker worker)
    {
        lock (_gate)
        {
            foreach (var key in worker.Keys)
            {
                TakeBack(key);
            }

            worker.Clear();
            if (_closed || !Give(worker))
            {
                _resting.Push(worker);
                EndWhenAllRest();
                return false;
            }

            StartWorker();
            return true;
        }
    }

    /// <summary>Takes back all keys of a worker but one, which it has to wait for: those before it are dealt with, those after it not begun.</summary>
    public void TakeBackOthers(Worker worker, int kept)
    {
        lock (_gate)
        {
            foreach (var key in worker.Keys[..kept])
            {
                TakeBack(key);
            }

            for (var last = worker.Keys.Length - 1; last > kept; last--)
            {
                worker.Keys[last].State = KeyState.Ready;
                _readyFirst.Push(worker.Keys[last]);
            }

            worker.Keep(kept);
            StartWorker();
        }
    }

    /// <summary>A worker can't go on.</summary>
    public void Faulted(Worker worker, Exception exception)
    {
        lock (_gate)
        {
            _fault ??= exception;
            _resting.Push(worker);
            EndWhenAllRest();
        }
    }

    private void Enqueue(InFlightMessage message)
    {
        if (!_keys.TryGetValue(message.OrderingKey, out var key))
        {
            _keys[message.OrderingKey] = key = new KeyQueue();
            _idleKeys++;
        }

        key.Enqueue(message);
        if (key.State is KeyState.Idle)
        {
            _idleKeys--;
            Schedule(key);
        }
        else if (key.State is KeyState.Waiting && key.RetryAfter is null && key.Count >= _batchSize)
        {
            MakeReady(key);
        }
    }

    private bool Give(Worker worker)
    {
        while (worker.HasRoom && (_readyFirst.TryPop(out var key) || _ready.TryDequeue(out key)))
        {
            key.State = KeyState.Running;
            worker.Take(key);
        }

        return worker.Keys.Length > 0;
    }

    private void TakeBack(KeyQueue key)
    {
        if (key.RetryAfter is { } delay)
        {
            key.Taken = 0;
            WaitOrMakeReady(key, delay);
            return;
        }

        key.DropTaken();
        if (key.First is not null)
        {
            Schedule(key);
            return;
        }

        key.State = KeyState.Idle;
        if (++_idleKeys > MaxIdleKeys)
        {
            ForgetIdleKeys();
        }
    }

    // A batch waits for more messages, unless a bad one is searched in it.
    private void Schedule(KeyQueue key) =>
        WaitOrMakeReady(key, key.Count < _batchSize && key.Attempts.BatchLimit == 0 ? _batchWait : TimeSpan.Zero);

    private void WaitOrMakeReady(KeyQueue key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            MakeReady(key);
            return;
        }

        key.State = KeyState.Waiting;
        key.Timer ??= _time.CreateTimer(_ => WakeUp(key), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        key.Timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private void WakeUp(KeyQueue key)
    {
        lock (_gate)
        {
            if (key.State is KeyState.Waiting && !_closed)
            {
                MakeReady(key);
                StartWorker();
            }
        }
    }

    private void MakeReady(KeyQueue key)
    {
        key.State = KeyState.Ready;
        key.RetryAfter = null;
        _ready.Enqueue(key);
    }

    private void StartWorker()
    {
        if (!_closed && _ready.Count + _readyFirst.Count > 0 && _resting.TryPop(out var worker))
        {
            ThreadPool.UnsafeQueueUserWorkItem(worker, preferLocal: false);
        }
    }

    private void EndWhenAllRest()
    {
        if (_closed && _resting.Count == _workers)
        {
            _ended.TrySetResult();
        }
    }

    private void ForgetIdleKeys()
    {
        foreach (var (hash, key) in _keys)
        {
            if (key.State is KeyState.Idle)
            {
                key.Timer?.Dispose();
                _keys.Remove(hash);
            }
        }

        _idleKeys = 0;
    }
}
