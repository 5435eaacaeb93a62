using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>A host that asks for a key, and commands that speak to it.</summary>
internal sealed class GuardedClientHost(TemporaryFolder folder, HostProcess host) : IAsyncDisposable
{
    public string KeyFile => Path.Combine(folder.Path, "operate.key");

    public static async Task<GuardedClientHost> StartAsync(string key)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "operate.key"), key);
        var host = await HostProcess.StartAsync(folder.Path, "--Speech:Provider=None", "--Http:Keys:ops:KeyFile=operate.key", "--Http:Keys:ops:Role=Operate");
        return new GuardedClientHost(folder, host);
    }

    /// <summary>Lists the schemas, for which the host and its registry are asked.</summary>
    public Task<ProgramRun> RunAsync(params string[] settings) =>
        ProgramRun.InAsync(folder.Path, "", ["schemas", "list", $"--Http:Port={host.Http.BaseAddress!.Port}", .. settings]);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }
}
