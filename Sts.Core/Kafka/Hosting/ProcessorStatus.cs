using System.Diagnostics;
using Confluent.Kafka;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.Hosting;

/// <summary>What is known about a processor while the host runs, and whether it is paused. Safe for concurrent use.</summary>
/// <param name="descriptor">The processor.</param>
/// <param name="metrics">Where its figures go besides.</param>
/// <param name="time">Tells when something went wrong; the system's clock when there is none.</param>
public sealed class ProcessorStatus(ProcessorDescriptor descriptor, EngineMetrics metrics, TimeProvider? time = null)
{
    private readonly TagList _tags = EngineMetrics.TagsOf(descriptor);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private int _state = (int)ProcessorState.Starting;
    private volatile bool _isPaused;
    private Func<bool> _isRetrying = () => false;
    private long _processed;
    private long _retries;
    private long _deadLetters;
    private long _restarts;
    private Observation _observed = Observation.None;
    private IReadOnlyDictionary<TopicPartition, PartitionAssignment> _assigned = new Dictionary<TopicPartition, PartitionAssignment>();

    /// <summary>The processor.</summary>
    public ProcessorDescriptor Descriptor { get; } = descriptor;

    /// <summary>What it is doing.</summary>
    public ProcessorState State
    {
        get => (ProcessorState)Volatile.Read(ref _state) switch
        {
            ProcessorState.Starting or ProcessorState.Running when _isPaused => ProcessorState.Paused,
            ProcessorState.Running when Volatile.Read(ref _isRetrying)() => ProcessorState.Retrying,
            var state => state,
        };
        internal set => Volatile.Write(ref _state, (int)value);
    }

    /// <summary>Whether it has its assignment, paused or not.</summary>
    public bool HasAssignment => Volatile.Read(ref _state) == (int)ProcessorState.Running;

    /// <summary>Whether this host should run it and can't, because something is wrong with its plugin. That lasts until the host is started again.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>Whether it was paused in this host.</summary>
    public bool IsPaused => _isPaused;

    /// <summary>How many offsets of its partitions it has not finished, as last seen.</summary>
    public long Lag => Observed.Lag;

    /// <summary>How many messages are in memory.</summary>
    public int InFlight => Observed.InFlight;

    /// <summary>How many messages it has finished a second, averaged over the last few seconds.</summary>
    public double RatePerSecond => Observed.RatePerSecond;

    /// <summary>The partitions that this host has, in the order of topic and number.</summary>
    public IReadOnlyList<PartitionProgress> Partitions => Observed.Partitions;

    /// <summary>How many messages were finished since the host started, those among them that became dead letters or were meant for another processor.</summary>
    public long Processed => Volatile.Read(ref _processed);

    /// <summary>How many attempts have failed and were, or will be, made again.</summary>
    public long Retries => Volatile.Read(ref _retries);

    /// <summary>How many messages became dead letters.</summary>
    public long DeadLetters => Volatile.Read(ref _deadLetters);

    /// <summary>How often it has crashed and was started again.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>What went wrong last, if anything has.</summary>
    public ProcessorError? LastError { get; private set; }

    /// <summary>Whether anybody listens to how long messages take.</summary>
    internal bool MeasuresDurations => metrics.ProcessDuration.Enabled;

    private Observation Observed => Volatile.Read(ref _observed);

    /// <summary>
    /// Takes no new messages in this host, until it is resumed or the host ends. It stays a member of its group and keeps its partitions, and
    /// those that it gets meanwhile are paused as well. What is in memory is finished and committed. Scheduled work does not begin.
    /// </summary>
    /// <returns>Whether it was not paused before.</returns>
    public bool Pause() => !Interlocked.Exchange(ref _isPaused, true);

    /// <summary>Goes on.</summary>
    /// <returns>Whether it was paused.</returns>
    public bool Resume() => Interlocked.Exchange(ref _isPaused, false);

    /// <summary>Where everything before is finished, of a partition that this host has; null of one that it has not.</summary>
    internal long? WatermarkOf(TopicPartition partition) =>
        Volatile.Read(ref _assigned).TryGetValue(partition, out var assignment) ? assignment.Watermark : null;

    internal void Assigned(IReadOnlyDictionary<TopicPartition, PartitionAssignment> assigned)
    {
        Volatile.Write(ref _assigned, assigned);
        State = ProcessorState.Running;
    }

    internal void Unassigned(IReadOnlyDictionary<TopicPartition, PartitionAssignment> left) => Volatile.Write(ref _assigned, left);

    /// <summary>It runs anew, and this tells whether messages wait for their next attempt.</summary>
    internal void Begins(Func<bool> isRetrying) => Volatile.Write(ref _isRetrying, isRetrying);

    internal void Observe(Observation observation) => Volatile.Write(ref _observed, observation);

    /// <summary>Messages were finished. Counted now and then for each partition, and not at each message.</summary>
    internal void Finished(int messages) => Interlocked.Add(ref _processed, messages);

    internal void Measured(int messages, TimeSpan? duration)
    {
        metrics.Consumed.Add(messages, _tags);
        if (duration is { } measured)
        {
            metrics.ProcessDuration.Record(measured.TotalSeconds, _tags);
        }
    }

    internal void Failed(Exception exception)
    {
        LastError = new ProcessorError(exception.Message, _time.GetUtcNow());
        metrics.Failures.Add(1, _tags);
    }

    internal void TriesAgain() => Interlocked.Increment(ref _retries);

    internal void DeadLettered()
    {
        Interlocked.Increment(ref _deadLetters);
    }

    internal void Crashed(Exception exception)
    {
        LastError = new ProcessorError(exception.Message, _time.GetUtcNow());
        State = ProcessorState.Failed;
        Observe(Observation.None with { Lag = Lag });
        Interlocked.Increment(ref _restarts);
    }

    internal static ProcessorStatus OfLeftOut(LeftOutProcessor left, EngineMetrics metrics, TimeProvider? time)
    {
        var status = new ProcessorStatus(left.Processor, metrics, time);
        status.LeaveOut(left.Reason);
        return status;
    }

    internal void LeaveOut(string reason)
    {
        LastError = new ProcessorError(reason, _time.GetUtcNow());
        IsLeftOut = true;
        State = ProcessorState.Failed;
    }

    /// <summary>What was seen at one moment.</summary>
    internal sealed record Observation(long Lag, int InFlight, double RatePerSecond, IReadOnlyList<PartitionProgress> Partitions)
    {
        public static readonly Observation None = new(0, 0, 0, []);
    }
}
