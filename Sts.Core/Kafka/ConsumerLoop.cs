using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Sts.Core.Kafka;

/// <summary>
/// Polls, and does nothing else that could take long: messages go to the workers, partitions with too much in memory are paused while
/// polling goes on, and what is finished is stored for the client's own commits. All of it runs on one thread; only the workers'
/// completions come from others, through <see cref="PartitionAssignment"/>.
/// </summary>
internal sealed partial class ConsumerLoop : IAsyncDisposable
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<TopicPartition, PartitionAssignment> _assigned = [];
    private readonly List<PartitionAssignment> _released = [];
    private readonly ProcessorDescriptor _processor;
    private readonly KeyedWorkerPool _workers;
    private readonly ProcessorStatus _status;
    private readonly KafkaOptions _options;
    private readonly string _log;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KafkaClientLog _clientLog;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;

    public ConsumerLoop(
        ProcessorDescriptor processor, ConsumerConfig config, KeyedWorkerPool workers, ProcessorStatus status, KafkaOptions options,
        string log, TimeProvider time, ILogger logger)
    {
        (_processor, _workers, _status, _options, _log, _time, _logger) = (processor, workers, status, options, log, time, logger);
        _clientLog = new KafkaClientLog(processor.Name, logger);
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetLogHandler((_, message) => _clientLog.Log(message))
            .SetErrorHandler((_, error) => _clientLog.Error(error))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => Lost(partitions))
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
                if (_time.GetElapsedTime(lastUpkeep) >= _options.CommitInterval)
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
        _released.ForEach(assignment => assignment.Dispose());
    }

    private void Poll()
    {
        try
        {
            if (_consumer.Consume(PollTimeout) is { } result && _assigned.TryGetValue(result.TopicPartition, out var assignment))
            {
                _clientLog.Reached();
                Dispatch(result, assignment);
            }
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            _clientLog.Error(exception.Error);
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
        foreach (var assignment in _assigned.Values)
        {
            ResumeIfRelieved(assignment);
            Store(assignment);
        }

        _status.Observed(_assigned.Values.Sum(FindLag), _assigned.Values.Sum(assignment => assignment.InFlight.Messages));
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

    // The client commits what is stored every CommitInterval, and again if that fails.
    private void Store(PartitionAssignment assignment)
    {
        var watermark = assignment.Watermark;
        if (watermark > assignment.Committed)
        {
            _consumer.StoreOffset(new TopicPartitionOffset(assignment.Partition, watermark));
            assignment.Committed = watermark;
        }
    }

    private long FindLag(PartitionAssignment assignment)
    {
        var end = _consumer.GetWatermarkOffsets(assignment.Partition).High.Value;
        return assignment.Watermark >= 0 ? Math.Max(0, end - assignment.Watermark) : assignment.InFlight.Messages;
    }

    private void Assigned(List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned[partition] = new PartitionAssignment(partition, _log);
        }

        _status.Assigned(_assigned.ToDictionary());
        LogAssigned(_processor.Name, partitions.Count, _assigned.Count);
    }

    private void Revoked(List<TopicPartitionOffset> partitions)
    {
        var revoked = Remove(partitions);
        revoked.ForEach(assignment => assignment.Stop());
        var started = _time.GetTimestamp();
        foreach (var assignment in revoked)
        {
            var left = _options.DrainTimeout - _time.GetElapsedTime(started);
            if (!assignment.Drain(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                LogNotDrained(_processor.Name, assignment.Partition.ToString(), _options.DrainTimeout);
            }
        }

        Commit(revoked);
        LogRevoked(_processor.Name, revoked.Count);
    }

    private void Lost(List<TopicPartitionOffset> partitions)
    {
        var lost = Remove(partitions);
        lost.ForEach(assignment => assignment.Abort());
        LogLost(_processor.Name, lost.Count);
    }

    private List<PartitionAssignment> Remove(List<TopicPartitionOffset> partitions)
    {
        var removed = new List<PartitionAssignment>(partitions.Count);
        foreach (var partition in partitions)
        {
            if (_assigned.Remove(partition.TopicPartition, out var assignment))
            {
                removed.Add(assignment);
            }
        }

        _released.AddRange(removed);
        return removed;
    }

    private void Commit(List<PartitionAssignment> assignments)
    {
        var offsets = assignments
            .Where(assignment => assignment.Watermark >= 0)
            .Select(assignment => new TopicPartitionOffset(assignment.Partition, assignment.Watermark))
            .ToList();
        if (offsets.Count == 0)
        {
            return;
        }

        try
        {
            _consumer.Commit(offsets);
        }
        catch (KafkaException exception)
        {
            LogCommitFailed(_processor.Name, exception.Error.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} was assigned {Count} partition(s) and has {Total}")]
    private partial void LogAssigned(string processor, int count, int total);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Processor} has given back {Count} partition(s)")]
    private partial void LogRevoked(string processor, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} has lost {Count} partition(s); what was in work there is done again by their new owner")]
    private partial void LogLost(string processor, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not finish its messages of {Partition} within Kafka:DrainTimeout ({Timeout}); they are delivered again")]
    private partial void LogNotDrained(string processor, string partition, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not commit its last offsets ({Reason}); the messages since are delivered again")]
    private partial void LogCommitFailed(string processor, string reason);
}
