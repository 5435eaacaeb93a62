using System.CommandLine;
using Sts.Core.Kafka.Hosting;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>Runs the host until it is told to stop.</summary>
internal static class RunCommand
{
    private const string Description = """
        Runs the host until Ctrl-C or SIGTERM. It is what the program does without a command.

        Examples:
          run --Http:Port=9090
          run --Kafka:BootstrapServers=kafka:9092 --Processors:Intent:Enabled=false
        """;

    public static Command Create()
    {
        var command = new Command("run", Description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, _) => Guard.RunAsync(() => RunAsync([.. parsed.UnmatchedTokens])));
        return command;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> settings)
    {
        await using var app = StsApplication.Build(settings);
        var monitor = app.Services.GetRequiredService<ProcessorMonitor>();
        await app.StartWholeAsync();
        await app.WaitForShutdownAsync();
        return monitor.StartupFailure is null
            ? CommandLine.Success
            : throw monitor.StartupFailure;
    }
}
