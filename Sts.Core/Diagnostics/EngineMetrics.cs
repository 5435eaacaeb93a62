using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Diagnostics;

/// <summary>The engine's instruments, named by OpenTelemetry's conventions for messaging where those have a name.</summary>
public sealed class EngineMetrics
{
    /// <summary>The meter that the instruments belong to.</summary>
    public const string MeterName = "Sts.Core";

    internal const string ProcessorTag = "sts.processor";

    private readonly Meter _meter;

    /// <summary>Creates the instruments.</summary>
    public EngineMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        Consumed = _meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages processed to their end.");
        ProcessDuration = _meter.CreateHistogram<double>("messaging.process.duration", "s", "Time that a processor took for a message or a batch.", [], Durations.InSeconds);
        Sent = _meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that were sent, or could not be.");
        SendDuration = _meter.CreateHistogram<double>(
            "messaging.client.operation.duration", "s", "Time until the broker has acknowledged a message.", [], Durations.InSeconds);
        Failures = _meter.CreateCounter<long>("sts.processor.failures", "{attempt}", "Attempts that failed.");
    }

    internal Counter<long> Consumed { get; }

    internal Histogram<double> ProcessDuration { get; }

    internal Counter<long> Sent { get; }

    internal Histogram<double> SendDuration { get; }

    internal Counter<long> Failures { get; }

    /// <summary>What the figures of a processor are told apart by. Nothing in it comes from messages.</summary>
    internal static TagList TagsOf(ProcessorDescriptor processor)
    {
        var tags = new TagList
        {
            { ProcessorTag, processor.Name },
            { "messaging.system", "kafka" },
            { "messaging.operation.name", "process" },
            { "messaging.consumer.group.name", processor.GroupId },
        };
        if (processor.Topics is [var topic])
        {
            tags.Add("messaging.destination.name", topic);
        }

        return tags;
    }

    /// <summary>A message was sent, or could not be.</summary>
    internal void Told(string topic, TimeSpan? duration, Exception? error)
    {
        var tags = new TagList { { "messaging.system", "kafka" }, { "messaging.operation.name", "send" }, { "messaging.destination.name", topic } };
        if (error is not null)
        {
            tags.Add("error.type", error.GetType().FullName);
        }

        Sent.Add(1, tags);
        if (duration is { } measured)
        {
            SendDuration.Record(measured.TotalSeconds, tags);
        }
    }

    /// <summary>Shows how these processors are doing whenever somebody asks. What is counted begins at 0, so that an alert sees the first that goes wrong.</summary>
    internal void Watch(IReadOnlyCollection<ProcessorStatus> processors)
    {
        _meter.CreateObservableGauge(
            "sts.processor.lag", () => processors.SelectMany(LagOf), "{message}", "Messages of a partition of this host that the processor has not finished.");
        _meter.CreateObservableGauge(
            "sts.processor.in_flight", () => Of(processors, status => status.InFlight), "{message}", "Messages of the processor that are in memory.");
        _meter.CreateObservableGauge(
            "sts.processor.running", () => Of(processors, status => status.HasAssignment ? 1 : 0), "1", "1 while the processor has its partitions, paused or not, else 0.");
        _meter.CreateObservableGauge(
            "sts.processor.paused", () => Of(processors, status => status.IsPaused ? 1 : 0), "1", "1 while the processor is paused in this host, else 0.");
        _meter.CreateObservableCounter(
            "sts.processor.dead_letters", () => Of(processors, status => status.DeadLetters), "{message}", "Messages sent to a dead-letter topic.");
        _meter.CreateObservableCounter(
            "sts.processor.restarts", () => Of(processors, status => status.Restarts), "{restart}", "Restarts of the processor after a crash.");
        _meter.CreateObservableCounter(
            "sts.processor.retries", () => Of(processors, status => status.Retries), "{attempt}", "Attempts that failed and are made again.");
    }

    private static IEnumerable<Measurement<long>> Of(IEnumerable<ProcessorStatus> processors, Func<ProcessorStatus, long> read) =>
        processors.Select(status => new Measurement<long>(read(status), new KeyValuePair<string, object?>(ProcessorTag, status.Descriptor.Name)));

    private static IEnumerable<Measurement<long>> LagOf(ProcessorStatus status) => status.Partitions.Select(partition => new Measurement<long>(
        partition.Lag,
        new KeyValuePair<string, object?>(ProcessorTag, status.Descriptor.Name),
        new KeyValuePair<string, object?>("messaging.destination.name", partition.Topic),
        new KeyValuePair<string, object?>("messaging.destination.partition.id", partition.Partition.ToString(CultureInfo.InvariantCulture))));
}
