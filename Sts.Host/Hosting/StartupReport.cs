using Sts.Core.Kafka.Hosting;
using Sts.Core.Plugins;

namespace Sts.Host.Hosting;

/// <summary>Says at start what the host runs on, and then when it is ready.</summary>
internal sealed partial class StartupReport(
    SystemInfo info, ProcessorMonitor monitor, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StartupReport> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Report();
        using var timer = new PeriodicTimer(PollInterval, time);
        while (!monitor.IsReady)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
        }

        LogReady(info.HttpUrl);
    }

    private void Report()
    {
        LogPart("STS", SystemInfo.Version);
        LogPart("http", info.HttpUrl ?? "none");
        LogPart("broker", info.BootstrapServers);
        if (info.IsBrokerEmbedded)
        {
            LogPart("", "embedded: it keeps about 5 MB a partition, in memory, and ends with the host; set Kafka:BootstrapServers for one that lasts");
        }

        LogPart("schema registry", info.SchemaRegistryUrl ?? "none");
        LogPart("database", info.Database);
        LogPart("agents", info.Agents);
        LogPart("speech", info.Speech);
        LogPart("hearing", info.Hearing);
        foreach (var plugin in info.Plugins)
        {
            ReportPlugin(plugin);
        }

        foreach (var processor in info.Processors)
        {
            var topics = string.Join(", ", processor.Descriptor.Topics);
            if (processor.IsLeftOut)
            {
                LogDoesNotRun(processor.Descriptor.Name, processor.LastError!.Message);
            }
            else
            {
                LogProcessor(processor.Descriptor.Name, topics, processor.Descriptor.GroupId);
            }
        }

        if (info.Processors.Count == 0)
        {
            LogPart("processors", "none is enabled; set Processors:<Name>:Enabled");
        }
    }

    private void ReportPlugin(Plugin plugin)
    {
        if (plugin.Error is { } error)
        {
            LogLeftOut(plugin.Name, error);
        }
        else
        {
            LogPlugin("plugin", plugin.Name, plugin.Version);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Part,-16} {Plugin} {Version}")]
    private partial void LogPlugin(string part, string plugin, string? version);

    [LoggerMessage(Level = LogLevel.Error, Message = "The plugin {Plugin} is left out: {Reason}")]
    private partial void LogLeftOut(string plugin, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The processor {Processor} does not run: {Reason}")]
    private partial void LogDoesNotRun(string processor, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Part,-16} {Description}")]
    private partial void LogPart(string part, string description);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready. The console is at {Url}; Ctrl-C ends the host")]
    private partial void LogReady(string? url);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Processor,-16} {Topics} as {GroupId}")]
    private partial void LogProcessor(string processor, string topics, string groupId);
}
