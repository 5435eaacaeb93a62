using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Sts.Core.Kafka.Hosting;
using Sts.Host.Hosting;

namespace Sts.Host.WebConsole.Health;

/// <summary>What the host is connected to, and whether it answers.</summary>
public sealed partial class HealthPage
{
    private Connection? _broker;
    private Connection? _registry;
    private Connection? _database;
    private DateTimeOffset? _checked;

    /// <inheritdoc />
    protected override TimeSpan? Interval => TimeSpan.FromSeconds(5);

    [Inject]
    private SystemInfo Info { get; set; } = null!;

    [Inject]
    private ProcessorMonitor Monitor { get; set; } = null!;

    [Inject]
    private ConnectionChecks Checks { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<Connection?> Connections => [_broker, _registry, _database];

    private bool IsWell => Monitor.IsReady && Connections.All(connection => connection is not { Problem: not null });

    private string Verdict => (_checked, IsWell) switch
    {
        (null, _) => "Asking…",
        (_, true) => "Everything answers, and every processor has its partitions.",
        _ => "Something is wrong; see below.",
    };

    private string Processors => Monitor.Statuses.Count == 0
        ? "none is enabled"
        : $"{Monitor.Statuses.Count(status => status.HasAssignment)} of {Monitor.Statuses.Count} have their partitions";

    private TimeSpan Uptime
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Time.GetUtcNow() - process.StartTime.ToUniversalTime();
        }
    }

    /// <inheritdoc />
    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (broker, registry, database) = (Checks.BrokerAsync(cancellationToken), Checks.RegistryAsync(cancellationToken), Checks.DatabaseAsync(cancellationToken));
        (_broker, _registry, _database) = (await broker, await registry, await database);
        _checked = Time.GetUtcNow();
    }
}
