using System.Runtime.InteropServices;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Polls, and does nothing else that could take long: messages go to the workers, partitions with too much in memory are paused while
/// polling goes on, and what is finished is committed. All of it runs on one thread, which alone uses the consumer; the workers report
/// through <see cref="PartitionAssignment"/>.
/// </summary>
internal sealed class ConsumerLoop : IDisposable
{
    private const int MaxPolled = 256;

    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollTimeoutWhilePaused = TimeSpan.FromMilliseconds(10);

    private readonly ProcessorStatus _status;
    private readonly KeyedWorkerPool _workers;
    private readonly KafkaClientLog _log;
    private readonly AssignedPartitions _partitions;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly IOffsetCommitter _committer;
    private readonly Backpressure _backpressure;
    private readonly ProgressObserver _progress;
    private readonly GroupExit _exit;
    private readonly List<InFlightMessage> _polled = new(MaxPolled);
    private readonly List<InFlightMessage> _held = [];

    public ConsumerLoop(
        ProcessorStatus status, ConsumerConfig config, KeyedWorkerPool workers, Func<IConsumer<byte[]?, byte[]?>, IOffsetCommitter> committer,
        string log, TimeProvider time, ILogger logger)
    {
        (_status, _workers) = (status, workers);
        _log = new KafkaClientLog(status.Descriptor.Name, logger);
        _partitions = new AssignedPartitions(status, log, logger);
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetLogHandler((_, message) => _log.Log(message))
            .SetErrorHandler((_, error) => _log.Error(error))
            .SetPartitionsAssignedHandler((_, partitions) => _partitions.Assign(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => _partitions.Revoke(partitions.Select(partition => partition.TopicPartition), _committer!))
            .SetPartitionsLostHandler((_, partitions) => _partitions.Lose(partitions.Select(partition => partition.TopicPartition), _committer!))
            .Build();
        _committer = committer(_consumer);
        _backpressure = new Backpressure(_consumer, status.Descriptor.Options, time);
        _progress = new ProgressObserver(_consumer, status, time);
        _exit = new GroupExit(_consumer, config.GroupInstanceId is not null, status.Descriptor.Name, _log, time, logger);
    }

    /// <summary>Consumes until cancelled; then finishes what is in work, commits, and leaves the group.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        try
        {
            _consumer.Subscribe(_status.Descriptor.Topics);
            while (!cancellationToken.IsCancellationRequested)
            {
                Poll();
                foreach (var assignment in _partitions.All)
                {
                    assignment.Advance();
                }

                if (_committer.Commit(_partitions.All))
                {
                    _partitions.Rewind();
                }

                SeekRewound();
                _backpressure.Apply(_partitions.All, pauseAll: !_committer.AcceptsMessages || _status.IsPaused);
                if (_progress.Observe(_partitions.All))
                {
                    _workers.ThrowIfFaulted();
                }
            }
        }
        finally
        {
            // The same way as at a rebalance.
            _partitions.Revoke([.. _partitions.All.Select(assignment => assignment.Partition)], _committer);
            if (_committer.IsBusy)
            {
                // The broker is away or slow, and the client would wait for it here. Should it come back, the client still leaves the group.
                _exit.BeginToLeave();
            }
            else
            {
                _exit.Leave();
            }
        }
    }

    public void Dispose()
    {
        if (_exit.IsBusy || _progress.IsBusy)
        {
            _ = Task.Factory.StartNew(DisposeWhenIdle, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        else
        {
            _consumer.Dispose();
        }
    }

    private void DisposeWhenIdle()
    {
        _exit.WaitUntilLeft();
        _progress.WaitForRequest();
        _consumer.Dispose();
    }

    // What has arrived already is taken together, since handing it on costs less at once.
    private void Poll()
    {
        var isPaused = _status.IsPaused;
        var timeout = _backpressure.IsActive && !isPaused ? PollTimeoutWhilePaused : PollTimeout;
        if (!isPaused && _held.Count > 0)
        {
            _polled.AddRange(_held);
            _held.Clear();
        }

        while (_polled.Count < MaxPolled && Consume(timeout) is { } result)
        {
            Receive(result);
            timeout = TimeSpan.Zero;
        }

        if (_polled.Count > 0)
        {
            _committer.Dispatching();
            _workers.Enqueue(CollectionsMarshal.AsSpan(_polled));
            _polled.Clear();
        }
    }

    private ConsumeResult<byte[]?, byte[]?>? Consume(TimeSpan timeout)
    {
        try
        {
            return _consumer.Consume(timeout);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            _log.Error(exception.Error);
            return null;
        }
    }

    private void Receive(ConsumeResult<byte[]?, byte[]?> result)
    {
        _log.Reached();
        if (_partitions.Find(result.Topic, result.Partition) is not { RewindTo: null } assignment)
        {
            return;
        }

        if (result.IsPartitionEOF)
        {
            assignment.ReachedEnd(result.Offset.Value);
            return;
        }

        var message = new InFlightMessage(result, assignment, _workers.OrderByPartition);
        assignment.Received(message);
        if (Replay.IsForAnother(result.Message.Headers, _status.Descriptor.Name))
        {
            assignment.Finished([message]);
            return;
        }

        // Between the assignment of a partition and its first pause, something may arrive; it waits until the processor is resumed.
        (_status.IsPaused && assignment.Paused is null ? _held : _polled).Add(message);
    }

    // Not within the client's callbacks, where a partition may not be asked to move.
    private void SeekRewound()
    {
        foreach (var assignment in _partitions.All)
        {
            if (assignment.RewindTo is { } offset)
            {
                _consumer.Seek(new TopicPartitionOffset(assignment.Partition, offset));
                assignment.RewindTo = null;
            }
        }
    }
}
