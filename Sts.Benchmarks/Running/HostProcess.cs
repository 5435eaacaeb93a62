using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sts.Benchmarks.Running;

/// <summary>The whole host as a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private HostProcess(Process process, int port, Uri registry)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Registry = registry;
        process.OutputDataReceived += (_, line) => Collect(line.Data);
        process.ErrorDataReceived += (_, line) => Collect(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program that was built with the benchmarks.</summary>
    public static string AsBuilt { get; } = Path.Combine(AppContext.BaseDirectory, "Sts.Host.dll");

    /// <summary>Its schema registry.</summary>
    public Uri Registry { get; }

    /// <summary>Starts the host and waits until it says that it is ready.</summary>
    /// <param name="program">The path of <c>Sts.Host.dll</c>.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="settings">Its settings beside the ports, which are free ones.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The host, and the time from the start of its process to the answer of <c>/health/ready</c>.</returns>
    public static async Task<(HostProcess Host, TimeSpan UntilReady)> StartAsync(
        string program, string folder, IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken cancellationToken)
    {
        var (port, registryPort) = (FreePort(), FreePort());
        var start = new ProcessStartInfo("dotnet", [
            program,
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            $"--Http:Port={port}", $"--SchemaRegistry:Embedded:Port={registryPort}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var started = Stopwatch.GetTimestamp();
        var host = new HostProcess(Process.Start(start)!, port, new Uri($"http://127.0.0.1:{registryPort}"));
        try
        {
            await host.WaitUntilReadyAsync(cancellationToken);
            return (host, Stopwatch.GetElapsedTime(started));
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    // Nothing that it has is needed again, so nobody waits for a clean end.
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"The host did not get ready. It printed:{Environment.NewLine}{Output()}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // It does not listen yet.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Collect(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }
}
