using Sts.Core.Diagnostics;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Shows how the processors of this host are doing.</summary>
public sealed class ProcessorMonitor
{
    private readonly Dictionary<string, ProcessorStatus> _statuses;

    internal ProcessorMonitor(ProcessorCatalog catalog, EngineMetrics metrics, TimeProvider? time = null)
    {
        _statuses = catalog.Enabled.Select(processor => new ProcessorStatus(processor, metrics, time))
            .Concat(catalog.LeftOut.Select(left => ProcessorStatus.OfLeftOut(left, metrics, time)))
            .ToDictionary(status => status.Descriptor.Name, StringComparer.OrdinalIgnoreCase);
        metrics.Watch(_statuses.Values);
    }

    /// <summary>The processors that this host runs, and those that it should and can't.</summary>
    public IReadOnlyCollection<ProcessorStatus> Statuses => _statuses.Values;

    /// <summary>
    /// Whether every processor has its assignment, paused or not. One whose plugin is at fault keeps nobody waiting, unless there is no other.
    /// </summary>
    public bool IsReady => Statuses.All(status => status.HasAssignment || status.IsLeftOut) && (Statuses.Count == 0 || Statuses.Any(status => status.HasAssignment));

    /// <summary>Whether every processor that is not paused has finished all that its topics hold, as far as seen.</summary>
    public bool IsIdle => Statuses.All(status => status is { InFlight: 0 } and ({ Lag: 0 } or { IsPaused: true }));

    /// <summary>Why the processors could not be started, when the host has to stop because of it.</summary>
    public Exception? StartupFailure { get; internal set; }

    /// <summary>The processor of this name, in whatever case; null when this host does not run it.</summary>
    public ProcessorStatus? Find(string name) => _statuses.GetValueOrDefault(name);

    internal ProcessorStatus Of(string name) => _statuses[name];
}
