using Sts.Core.Diagnostics.Checks;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Plugins;
using Sts.Processors;

namespace Sts.Host.Doctor;

/// <summary>Shows the processors that plugins bring. A plugin that can't be loaded is told of with the settings.</summary>
internal sealed class PluginsCheck(IConfiguration configuration, ProcessorCatalog catalog) : ISystemCheck
{
    public string Name => "plugins";

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(configuration[$"{PluginOptions.Section}:Directory"] ?? new PluginOptions().Directory);
        var names = catalog.All.Where(processor => processor.Type.Assembly != typeof(PersistenceProcessor).Assembly)
            .Select(processor => $"{processor.Name}{(processor.Options.Enabled ? "" : " (not enabled)")}").ToArray();
        var finding = names.Length > 0 ? $"{string.Join(", ", names)} from {folder}" : Directory.Exists(folder) ? $"no processor in {folder}" : $"none: there is no {folder}";
        return Task.FromResult<IReadOnlyList<CheckResult>>([CheckResult.Ok(finding)]);
    }
}
