using Sts.Core.Kafka.Hosting;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>Runs the host until it is told to stop.</summary>
internal static class RunCommand
{
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
