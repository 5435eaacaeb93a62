using Sts.Core.Diagnostics.Checks;
using Sts.Core.Plugins;

namespace Sts.Host.Doctor;

/// <summary>Shows the plugins that work, and those that the host would leave out.</summary>
internal sealed class PluginsCheck(PluginCatalog plugins) : ISystemCheck
{
    public string Name => "plugins";

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckResult>>(
        plugins.All.Count == 0 ? [CheckResult.Ok("there are none")] : [.. plugins.All.Select(Judge)]);

    private static CheckResult Judge(Plugin plugin) => plugin.Error is { } error
        ? CheckResult.Fault($"{plugin.Name} is left out: {error}", $"Mend it, or take {plugin.Path} away; the host runs without it.")
        : CheckResult.Ok($"{plugin.Name} {plugin.Version}");
}
