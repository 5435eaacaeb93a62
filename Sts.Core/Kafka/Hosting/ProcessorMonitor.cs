using Sts.Core.Diagnostics;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Shows how the processors of this host are doing.</summary>
public sealed class ProcessorMonitor
{
    private readonly Dictionary<string, ProcessorStatus> _statuses;

    internal ProcessorMonitor(ProcessorCatalog catalog, EngineMetrics metrics) =>
        _statuses = catalog.Enabled.ToDictionary(processor => processor.Name, processor => new ProcessorStatus(processor, metrics));

    /// <summary>The processors that this host runs.</summary>
    public IReadOnlyCollection<ProcessorStatus> Statuses => _statuses.Values;

    /// <summary>Whether every processor has its assignment.</summary>
    public bool IsReady => Statuses.All(status => status.State is ProcessorState.Running);

    /// <summary>Whether every processor has finished all that its topics hold, as far as seen.</summary>
    public bool IsIdle => Statuses.All(status => status is { Lag: 0, InFlight: 0 });

    /// <summary>Why the processors could not be started, when the host has to stop because of it.</summary>
    public Exception? StartupFailure { get; internal set; }

    internal ProcessorStatus Of(string name) => _statuses[name];
}
