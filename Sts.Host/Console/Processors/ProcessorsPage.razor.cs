using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components;
using Sts.Host.Operations;

namespace Sts.Host.WebConsole.Processors;

/// <summary>How the processors of this host are doing.</summary>
public sealed partial class ProcessorsPage : IDisposable
{
    private ProcessorHistory? _history;
    private string? _said;

    /// <inheritdoc />
    protected override TimeSpan? Interval => TimeSpan.FromSeconds(1);

    [Inject]
    private ProcessorControl Control { get; set; } = null!;

    [Inject]
    private IMeterFactory Meters { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Ends the listening.</summary>
    public void Dispose() => _history?.Dispose();

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _history = new ProcessorHistory(Control.Processors.Select(status => status.Descriptor.Name), Meters, Time);
        }

        base.OnAfterRender(firstRender);
    }

    /// <inheritdoc />
    protected override Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var status in Control.Processors)
        {
            _history?.Note(status.Descriptor.Name, status.RatePerSecond);
        }

        return Task.CompletedTask;
    }

    private static string? Warn(long count) => count > 0 ? "is-warn" : null;

    private Task PauseAsync(string name) => OperateAsync(_ =>
    {
        Control.Pause(name);
        _said = $"{name} is paused.";
        return Task.CompletedTask;
    });

    private Task ResumeAsync(string name) => OperateAsync(_ =>
    {
        Control.Resume(name);
        _said = $"{name} goes on.";
        return Task.CompletedTask;
    });
}
