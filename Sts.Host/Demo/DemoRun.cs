using Spectre.Console;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Host.Cli;
using Sts.Host.Hosting;

namespace Sts.Host.Demo;

/// <summary>Runs the real host on embedded parts in a temporary folder, talks to it over Kafka, and shows what happens.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public static async Task<int> RunAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sts-demo-");
        try
        {
            return await RunInAsync(folder.FullName, settings, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunInAsync(string folder, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        await using var app = StsApplication.Build(settings, EmbeddedParts(folder));
        var watching = DemoScreen.ShowAsync(app.Services.GetRequiredService<IPipelineEvents>().WatchAsync(deadline.Token));
        await app.StartWholeAsync(deadline.Token);
        DemoScreen.ShowParts(app.Services.GetRequiredService<SystemInfo>());

        var monitor = app.Services.GetRequiredService<ProcessorMonitor>();
        var outcome = new DemoOutcome(app.Services);
        var inTime = await UntilAsync(() => Task.FromResult(monitor.IsReady || monitor.StartupFailure is not null), deadline.Token);
        if (monitor.StartupFailure is { } failure)
        {
            throw failure;
        }

        if (inTime)
        {
            await TalkAsync(app.Services, deadline.Token);
            await UntilAsync(outcome.IsCompleteAsync, deadline.Token);
        }

        var steps = await outcome.CheckAsync(cancellationToken);
        await app.StopAsync(cancellationToken);
        await deadline.CancelAsync();
        await watching;
        DemoScreen.ShowOutcome(steps);
        return steps.All(step => step.Happened) ? CommandLine.Success : CommandLine.Failure;
    }

    private static Dictionary<string, string?> EmbeddedParts(string folder) => new()
    {
        ["Kafka:BootstrapServers"] = "",
        ["SchemaRegistry:Url"] = "",
        ["SchemaRegistry:Embedded:Port"] = "0",
        ["Database:Provider"] = "Sqlite",
        ["Database:ConnectionString"] = "",
        ["Data:Directory"] = folder,
        ["Http:Port"] = "0",
        ["Agents:Provider"] = "Local",
        ["Agents:Order"] = "LocalOnly",
        ["Sessions:Timeout"] = "00:00:05",
        ["Serilog:MinimumLevel:Default"] = "Warning",
        ["Serilog:MinimumLevel:Override:Sts.Host.Hosting.StartupReport"] = "Error",
    };

    private static async Task TalkAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var producer = services.GetRequiredService<ITopicProducer<TranscriptionSegment>>();
        foreach (var (user, text, _) in Conversation.Lines)
        {
            var now = EventTime.Format(TimeProvider.System.GetUtcNow());
            AnsiConsole.MarkupLineInterpolated($"[bold]{user,8}[/]  [bold]says[/]                   \"{text}\"");
            await producer.ProduceAsync(user, new TranscriptionSegment(now, text, user), cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> condition, CancellationToken deadline)
    {
        while (!deadline.IsCancellationRequested)
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(PollInterval, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}
