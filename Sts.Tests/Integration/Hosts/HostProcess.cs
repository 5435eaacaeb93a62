using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sts.Tests.Integration.Hosts;

/// <summary>The host as a user runs it: a process of its own, in a folder of its own, seen only from outside.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LeaveDeadline = TimeSpan.FromSeconds(10);
    private const int Sigterm = 15;

    private readonly HostProgram _program;
    private readonly bool _sharesGroups;

    private HostProcess(HostProgram program, Uri http, bool sharesGroups)
    {
        _program = program;
        _sharesGroups = sharesGroups;
        Http = new HttpClient { BaseAddress = http };
    }

    /// <summary>Speaks to the host's API.</summary>
    public HttpClient Http { get; }

    /// <summary>What the host has printed so far.</summary>
    public string Output => _program.Output;

    public bool HasExited => _program.Process.HasExited;

    /// <summary>Starts the host and waits until every enabled processor has its assignment.</summary>
    /// <param name="folder">Its current folder, in which it finds <c>plugins/</c> and keeps <c>data/</c>.</param>
    /// <param name="settings">Settings as on its command line, such as <c>--Sessions:Timeout=00:00:06</c>. Ports are free ones.</param>
    public static Task<HostProcess> StartAsync(string folder, params IEnumerable<string> settings) => StartAsync(folder, settings, null);

    /// <summary>Starts the host and waits until every enabled processor has its assignment.</summary>
    /// <param name="folder">Its current folder.</param>
    /// <param name="settings">Settings as on its command line. Ports are free ones.</param>
    /// <param name="environment">Environment variables that it gets besides.</param>
    public static async Task<HostProcess> StartAsync(string folder, IEnumerable<string> settings, IReadOnlyDictionary<string, string>? environment)
    {
        var host = await ListenAsync(folder, settings, environment);
        try
        {
            await host.WaitUntilReadyAsync();
            return host;
        }
        catch (Exception exception)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host did not get ready. It printed:{Environment.NewLine}{host.Output}", exception);
        }
    }

    /// <summary>Starts the host and waits only until its API answers.</summary>
    /// <param name="folder">Its current folder.</param>
    /// <param name="settings">Settings as on its command line. Ports are free ones.</param>
    /// <param name="environment">Environment variables that it gets besides.</param>
    public static async Task<HostProcess> ListenAsync(string folder, IEnumerable<string> settings, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] all = [.. settings, "--Http:Port=0", "--SchemaRegistry:Embedded:Port=0"];
        var program = HostProgram.Start(folder, all, environment);
        try
        {
            await WaitFor.ConditionAsync(() => program.Process.HasExited || HttpLine().IsMatch(program.Output), StartDeadline, "the host to listen");
            if (program.Process.HasExited)
            {
                throw new InvalidOperationException($"The host has ended with {program.Process.ExitCode}:{Environment.NewLine}{program.Output}");
            }

            return new HostProcess(program, new Uri(HttpLine().Match(program.Output).Groups["url"].Value), all.Any(IsRealKafka));
        }
        catch (Exception exception)
        {
            var output = program.Output;
            await program.DisposeAsync();
            throw new InvalidOperationException($"The host did not start. It printed:{Environment.NewLine}{output}", exception);
        }
    }

    /// <summary>Waits until every enabled processor has its assignment.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task WaitUntilReadyAsync()
    {
        await WaitFor.ConditionAsync(async () => HasExited || await IsReadyAsync(), StartDeadline, "the host to be ready");
        if (HasExited)
        {
            throw new InvalidOperationException($"The host has ended with {_program.Process.ExitCode}.");
        }
    }

    /// <summary>Whether every enabled processor has its assignment, as the host says.</summary>
    public async Task<bool> IsReadyAsync() => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode;

    /// <summary>Asks the API.</summary>
    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Asks the API for a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path) => [.. (await GetAsync(path)).EnumerateArray()];

    /// <summary>Ends it with SIGKILL: nothing is finished, nothing is written.</summary>
    public async Task KillAsync()
    {
        _program.Process.Kill();
        await _program.Process.WaitForExitAsync();
    }

    /// <summary>Ends it with SIGTERM and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        _ = Signal(_program.Process.Id, Sigterm);
        return await _program.WaitForExitAsync(StopDeadline);
    }

    /// <summary>Ends it, however it is. On the real Kafka it leaves its consumer groups, so that the next host need not wait until it is missed there.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_sharesGroups && !HasExited)
        {
            _ = Signal(_program.Process.Id, Sigterm);
            using var deadline = new CancellationTokenSource(LeaveDeadline);
            await _program.Process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Http.Dispose();
        await _program.DisposeAsync();
        TestContext.Out.WriteLine($"The host printed:{Environment.NewLine}{Output}");
    }

    private static bool IsRealKafka(string setting) => setting == $"--Kafka:BootstrapServers={Environment.GetEnvironmentVariable(TestEnvironment.KafkaVariable)}";

    // In text, or in JSON with its quotation marks.
    [GeneratedRegex(@"http[\\""]* +[\\""]*(?<url>https?://127\.0\.0\.1:\d+)")]
    private static partial Regex HttpLine();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
