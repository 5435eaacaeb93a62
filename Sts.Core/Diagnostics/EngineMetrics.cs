using System.Diagnostics.Metrics;

namespace Sts.Core.Diagnostics;

/// <summary>The engine's instruments, named by OpenTelemetry's conventions for messaging where those have a name.</summary>
public sealed class EngineMetrics
{
    /// <summary>The meter that the instruments belong to.</summary>
    public const string MeterName = "Sts.Core";

    internal const string ProcessorTag = "sts.processor";

    /// <summary>Creates the instruments.</summary>
    public EngineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Consumed = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages processed to their end.");
        ProcessDuration = meter.CreateHistogram<double>("messaging.process.duration", "s", "Time that a processor took for a message or a batch.", [], Durations.InSeconds);
        Failures = meter.CreateCounter<long>("sts.processor.failures", "{attempt}", "Attempts that failed.");
        DeadLetters = meter.CreateCounter<long>("sts.processor.dead_letters", "{message}", "Messages sent to a dead-letter topic.");
        Restarts = meter.CreateCounter<long>("sts.processor.restarts", "{restart}", "Restarts of processors after a crash.");
    }

    internal Counter<long> Consumed { get; }

    internal Histogram<double> ProcessDuration { get; }

    internal Counter<long> Failures { get; }

    internal Counter<long> DeadLetters { get; }

    internal Counter<long> Restarts { get; }
}
