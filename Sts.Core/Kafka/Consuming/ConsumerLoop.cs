using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Polls, and does nothing else that could take long: messages go to the workers, partitions with too much in memory are paused while
/// polling goes on, and what is finished is stored for the client's own commits. All of it runs on one thread; only the workers'
/// completions come from others, through <see cref="PartitionAssignment"/>.
/// </summary>
internal sealed class ConsumerLoop : IAsyncDisposable
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(100);

    private readonly ProcessorDescriptor _processor;
    private readonly KeyedWorkerPool _workers;
    private readonly ProcessorStatus _status;
    private readonly TimeSpan _upkeepInterval;
    private readonly TimeProvider _time;
    private readonly KafkaClientLog _log;
    private readonly AssignedPartitions _partitions;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;

    public ConsumerLoop(
        ProcessorStatus status, ConsumerConfig config, KeyedWorkerPool workers, KafkaOptions options, string log, TimeProvider time, ILogger logger)
    {
        (_processor, _workers, _status, _upkeepInterval, _time) = (status.Descriptor, workers, status, options.CommitInterval, time);
        _log = new KafkaClientLog(_processor.Name, logger);
        _partitions = new AssignedPartitions(status, log, options.DrainTimeout, time, logger);
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetLogHandler((_, message) => _log.Log(message))
            .SetErrorHandler((_, error) => _log.Error(error))
            .SetPartitionsAssignedHandler((_, partitions) => _partitions.Assign(partitions))
            .SetPartitionsRevokedHandler((consumer, partitions) => _partitions.Revoke(consumer, partitions))
            .SetPartitionsLostHandler((_, partitions) => _partitions.Lose(partitions))
            .Build();
    }

    /// <summary>Consumes until cancelled; then finishes what is in work, commits, and leaves the group.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        try
        {
            _consumer.Subscribe(_processor.Topics);
            var lastUpkeep = _time.GetTimestamp();
            while (!cancellationToken.IsCancellationRequested)
            {
                Poll();
                if (_time.GetElapsedTime(lastUpkeep) >= _upkeepInterval)
                {
                    Upkeep();
                    lastUpkeep = _time.GetTimestamp();
                }
            }
        }
        finally
        {
            // Leaving the group revokes the partitions, and so takes the same way as a rebalance.
            _consumer.Close();
        }
    }

    /// <summary>Ends the workers, which it owns, and then lets go of everything that they used.</summary>
    public async ValueTask DisposeAsync()
    {
        await _workers.DisposeAsync();
        _consumer.Dispose();
        _partitions.Dispose();
    }

    private void Poll()
    {
        try
        {
            if (_consumer.Consume(PollTimeout) is { } result && _partitions.Find(result.TopicPartition) is { } assignment)
            {
                _log.Reached();
                Dispatch(result, assignment);
            }
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            _log.Error(exception.Error);
        }
    }

    private void Dispatch(ConsumeResult<byte[]?, byte[]?> result, PartitionAssignment assignment)
    {
        if (result.IsPartitionEOF)
        {
            assignment.ReachedEnd(result.Offset.Value);
            return;
        }

        var message = new InFlightMessage(result, assignment);
        assignment.Received(message);
        if (Replay.IsForAnother(result.Message.Headers, _processor.Name))
        {
            assignment.Completed(message);
            return;
        }

        _workers.Enqueue(message);
        if (IsOver(assignment, _processor.Options.BufferSize, _processor.Options.BufferBytes))
        {
            _consumer.Pause([assignment.Partition]);
            assignment.Paused = true;
        }
    }

    private void Upkeep()
    {
        _workers.ThrowIfFaulted();
        var (lag, inFlight) = (0L, 0);
        foreach (var assignment in _partitions.All)
        {
            ResumeIfRelieved(assignment);
            Store(assignment);
            lag += FindLag(assignment);
            inFlight += assignment.InFlight.Messages;
        }

        _status.Observed(lag, inFlight);
    }

    // Half the limit is a distance between pausing and resuming, since a pause throws away what was fetched ahead.
    private void ResumeIfRelieved(PartitionAssignment assignment)
    {
        if (assignment.Paused && !IsOver(assignment, (_processor.Options.BufferSize + 1) / 2, _processor.Options.BufferBytes / 2))
        {
            _consumer.Resume([assignment.Partition]);
            assignment.Paused = false;
        }
    }

    private static bool IsOver(PartitionAssignment assignment, int messages, long bytes)
    {
        var inFlight = assignment.InFlight;
        return inFlight.Messages >= messages || inFlight.Bytes > bytes;
    }

    // The client commits what is stored, again and again until it succeeds.
    private void Store(PartitionAssignment assignment)
    {
        var watermark = assignment.Watermark;
        if (watermark > assignment.Stored)
        {
            _consumer.StoreOffset(new TopicPartitionOffset(assignment.Partition, watermark));
            assignment.Stored = watermark;
        }
    }

    private long FindLag(PartitionAssignment assignment)
    {
        var end = _consumer.GetWatermarkOffsets(assignment.Partition).High.Value;
        return assignment.Watermark >= 0 ? Math.Max(0, end - assignment.Watermark) : assignment.InFlight.Messages;
    }
}
