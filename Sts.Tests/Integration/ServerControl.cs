using System.Diagnostics;
using System.Globalization;

namespace Sts.Tests.Integration;

/// <summary>Takes one of the servers that <c>test.sh</c> started down and up; its data and address stay.</summary>
/// <param name="command">The path of a command that takes <c>stop</c>, <c>kill</c> or <c>start</c>, and Kafka's also <c>partitions</c>.</param>
public sealed class ServerControl(string command)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Ends the server politely and returns when it has ended.</summary>
    public Task StopAsync() => RunAsync("stop");

    /// <summary>Ends the server with SIGKILL and returns when it has ended.</summary>
    public Task KillAsync() => RunAsync("kill");

    /// <summary>Starts the server and returns when it serves clients.</summary>
    public Task StartAsync() => RunAsync("start");

    /// <summary>Raises the number of a topic's partitions; Kafka's control alone can do it.</summary>
    public Task AddPartitionsAsync(string topic, int total) => RunAsync("partitions", topic, total.ToString(CultureInfo.InvariantCulture));

    private async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{command} could not be started.");
        using var deadline = new CancellationTokenSource(Deadline);
        var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{command} {string.Join(' ', arguments)}' ended with exit code {process.ExitCode}: {errors}");
    }
}
