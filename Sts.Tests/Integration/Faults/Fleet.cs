using System.Diagnostics;
using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>Hosts that share the work, each with a settings file of <c>deploy/config</c>, and somebody who ends them at random.</summary>
/// <param name="settings">Settings of all hosts; they win over the files.</param>
/// <param name="random">Chooses who is ended.</param>
internal sealed class Fleet(IReadOnlyList<string> settings, Random random) : IAsyncDisposable
{
    // Many processes on few processors: what a server's runtime spends in advance to be fast later is not worth it here.
    private static readonly Dictionary<string, string> Frugal = new() { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0" };

    private readonly TemporaryFolder _folder = new();
    private readonly AsyncDisposables _all = new();
    private readonly List<(string Role, HostProcess Host)> _running = [];
    private readonly List<HostProcess> _ever = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>How many run.</summary>
    public int Count => _running.Count;

    /// <summary>How many were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>What all of them have printed, those that are gone included.</summary>
    public string Output => string.Concat(_ever.Select(host => host.Output));

    /// <summary>Any one that runs.</summary>
    public HostProcess Any => _running[0].Host;

    /// <summary>Starts hosts, all at once, and waits until each has its partitions.</summary>
    /// <param name="roles">The names of their settings files.</param>
    public async Task StartAsync(params IEnumerable<string> roles)
    {
        var started = await Task.WhenAll(roles.Select(async role => (role, await StartOneAsync(role))));
        foreach (var (role, host) in started)
        {
            _running.Add((role, _all.Add(host)));
            _ever.Add(host);
            Note($"{role} has started");
        }
    }

    /// <summary>Kills one with SIGKILL.</summary>
    /// <returns>Its role.</returns>
    public async Task<string> KillOneAsync()
    {
        var killed = _running[random.Next(_running.Count)];
        _running.Remove(killed);
        await killed.Host.KillAsync();
        Kills++;
        Note($"{killed.Role} was killed");
        return killed.Role;
    }

    /// <summary>Stops all with SIGTERM.</summary>
    public async Task StopAllAsync()
    {
        var exitCodes = await Task.WhenAll(_running.Select(running => running.Host.StopAsync()));
        _running.Clear();
        exitCodes.Should().OnlyContain(exitCode => exitCode == 0, "whoever is told to stop ends well");
    }

    public async ValueTask DisposeAsync()
    {
        await _all.DisposeAsync();
        _folder.Dispose();
    }

    private Task<HostProcess> StartOneAsync(string role)
    {
        string[] files = role == "one-process" ? [role] : ["services", "several-of-each", role];
        var paths = string.Join(',', files.Select(file => Path.Combine(Repository.Root, "deploy", "config", $"{file}.json")));
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, $"{Guid.NewGuid():N}"));
        return HostProcess.StartAsync(folder.FullName, [$"--Settings:File={paths}", .. settings], Frugal);
    }

    private void Note(string what) => TestContext.Out.WriteLine($"{_watch.Elapsed.TotalSeconds,5:0.0} s: {what}; {Count} host(s) run");
}
