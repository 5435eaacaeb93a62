using System.Diagnostics;
using Confluent.Kafka;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.Hosting;

/// <summary>What is known about a processor while the host runs. Safe for concurrent use.</summary>
public sealed class ProcessorStatus(ProcessorDescriptor descriptor, EngineMetrics metrics)
{
    private readonly TagList _tags = new() { { EngineMetrics.ProcessorTag, descriptor.Name } };
    private int _state = (int)ProcessorState.Starting;
    private long _lag;
    private int _inFlight;
    private IReadOnlyDictionary<TopicPartition, PartitionAssignment> _assigned = new Dictionary<TopicPartition, PartitionAssignment>();

    /// <summary>The processor.</summary>
    public ProcessorDescriptor Descriptor { get; } = descriptor;

    /// <summary>What it is doing.</summary>
    public ProcessorState State
    {
        get => (ProcessorState)Volatile.Read(ref _state);
        internal set => Volatile.Write(ref _state, (int)value);
    }

    /// <summary>How many messages of its partitions it has not finished, as last seen.</summary>
    public long Lag => Volatile.Read(ref _lag);

    /// <summary>How many messages are in memory.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>What went wrong last, if anything has.</summary>
    public string? LastError { get; private set; }

    /// <summary>Where everything before is finished, of a partition that this host has; null of one that it has not.</summary>
    internal long? WatermarkOf(TopicPartition partition) =>
        Volatile.Read(ref _assigned).TryGetValue(partition, out var assignment) ? assignment.Watermark : null;

    internal void Assigned(IReadOnlyDictionary<TopicPartition, PartitionAssignment> assigned)
    {
        Volatile.Write(ref _assigned, assigned);
        State = ProcessorState.Running;
    }

    internal void Unassigned(IReadOnlyDictionary<TopicPartition, PartitionAssignment> left) => Volatile.Write(ref _assigned, left);

    internal void Observed(long lag, int inFlight)
    {
        Volatile.Write(ref _lag, lag);
        Volatile.Write(ref _inFlight, inFlight);
    }

    /// <summary>Whether anybody listens to how long messages take.</summary>
    internal bool MeasuresDurations => metrics.ProcessDuration.Enabled;

    internal void Processed(int messages, TimeSpan? duration)
    {
        metrics.Consumed.Add(messages, _tags);
        if (duration is { } measured)
        {
            metrics.ProcessDuration.Record(measured.TotalSeconds, _tags);
        }
    }

    internal void Failed(Exception exception)
    {
        LastError = exception.Message;
        metrics.Failures.Add(1, _tags);
    }

    internal void DeadLettered() => metrics.DeadLetters.Add(1, _tags);

    internal void Crashed(Exception exception)
    {
        LastError = exception.Message;
        State = ProcessorState.Restarting;
        metrics.Restarts.Add(1, _tags);
    }
}
