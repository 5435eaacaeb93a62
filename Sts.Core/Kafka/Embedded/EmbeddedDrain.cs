using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Embedded;

/// <summary>
/// Before a host with the embedded broker stops, lets the processors finish what the broker holds: it is in memory and ends with the
/// host. With a broker of its own life there is nothing to do, since what is not finished is delivered again.
/// </summary>
internal sealed partial class EmbeddedDrain(
    KafkaCluster cluster, ProcessorMonitor monitor, IOptions<HostOptions> host, TimeProvider time, ILogger<EmbeddedDrain> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    // Lag is seen anew at every commit, and one processor's last message may be another one's first.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (!cluster.IsEmbedded || monitor.StartupFailure is not null)
        {
            return;
        }

        foreach (var paused in monitor.Statuses.Where(status => status is { IsPaused: true, Lag: > 0 }))
        {
            LogPaused(paused.Descriptor.Name, paused.Lag);
        }

        var started = time.GetTimestamp();
        var quietSince = started;
        while (time.GetElapsedTime(quietSince) < Quiet)
        {
            if (time.GetElapsedTime(started) > host.Value.ShutdownTimeout / 2)
            {
                LogNotDrained(host.Value.ShutdownTimeout / 2);
                return;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
            quietSince = monitor.IsIdle ? quietSince : time.GetTimestamp();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} is paused, and the {Lag} message(s) that it has not read are lost with the embedded broker. "
        + "A broker of its own (Kafka:BootstrapServers) would keep them")]
    private partial void LogPaused(string processor, long lag);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The processors could not finish within {Time} what the embedded broker holds; it is lost with the broker. "
        + "A broker of its own (Kafka:BootstrapServers) would keep it")]
    private partial void LogNotDrained(TimeSpan time);
}
