using Confluent.Kafka;

namespace Sts.Tests.Integration.Engine;

/// <summary>
/// Asks the broker again and again what the group has committed, without being a member, and notes every offset that is past a message
/// which nobody has finished, and every one that goes back.
/// </summary>
internal sealed class CommitWatch : IAsyncDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IConsumer<Ignore, Ignore> _observer;
    private readonly TopicPartition[] _partitions;
    private readonly Journal _journal;
    private readonly Task _watching;
    private readonly List<string> _violations = [];
    private readonly Dictionary<int, long> _committed = [];

    public CommitWatch(FaultyBroker broker, Journal journal)
    {
        _journal = journal;
        _partitions = [.. Enumerable.Range(0, broker.Partitions).Select(partition => new TopicPartition(FaultyBroker.Topic, partition))];
        var config = new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = FaultyBroker.Group, EnableAutoCommit = false };
        _observer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        _watching = Task.Run(WatchAsync);
    }

    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>The offset that is committed for a partition, as last seen; 0 while none is.</summary>
    public long Committed(int partition)
    {
        lock (_gate)
        {
            return _committed.GetValueOrDefault(partition);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _observer.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                foreach (var committed in _observer.Committed(_partitions, RequestTimeout))
                {
                    Note(committed.Partition.Value, Math.Max(0, committed.Offset.Value));
                }
            }
            catch (KafkaException)
            {
                // The broker is being made to fail; it is asked again.
            }

            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Note(int partition, long offset)
    {
        lock (_gate)
        {
            var before = _committed.GetValueOrDefault(partition);
            if (offset < before)
            {
                _violations.Add($"partition {partition} went back from {before} to {offset}");
            }

            for (var i = before; i < offset; i++)
            {
                if (!_journal.IsDone(partition, i))
                {
                    _violations.Add($"partition {partition} is committed up to {offset}, but {i} is not finished");
                }
            }

            _committed[partition] = offset;
        }
    }
}
