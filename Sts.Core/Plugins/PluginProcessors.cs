using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Plugins;

/// <summary>
/// Takes in the processors of plugins, one plugin after the other. One whose processors can't be run, or have the names of others, is left out, and
/// those of its processors that should run are shown as failed.
/// </summary>
internal static class PluginProcessors
{
    /// <summary>Puts together the processors of STS and of the plugins.</summary>
    /// <param name="own">Those of STS.</param>
    /// <param name="plugins">The plugins.</param>
    /// <param name="typesOf">Finds the processors that a plugin's assembly holds.</param>
    /// <param name="configuration">The root of the configuration.</param>
    /// <exception cref="StsConfigurationException">The configuration does not fit the processors of STS, or names one that is not known.</exception>
    public static ProcessorCatalog Discover(
        IReadOnlyList<ProcessorDescriptor> own, PluginCatalog plugins, Func<Plugin, IEnumerable<Type>> typesOf, IConfiguration configuration)
    {
        var all = own.ToList();
        foreach (var plugin in plugins.Working)
        {
            try
            {
                var its = ProcessorDiscovery.Describe(typesOf(plugin), configuration);
                _ = new ProcessorCatalog([.. all, .. its]);
                all.AddRange(its);
            }
            catch (Exception exception) when (exception is StsConfigurationException or OptionsValidationException)
            {
                plugin.Fail(exception.Message);
            }
        }

        var known = all.Select(processor => processor.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        LeftOutProcessor[] leftOut = [.. plugins.LeftOut.Where(plugin => plugin.Assembly is not null)
            .SelectMany(plugin => typesOf(plugin).Select(type => LeftOut(ProcessorDescriptor.NameOf(type), type, configuration, $"The plugin {plugin.Name} is left out: {plugin.Error}")))
            .DistinctBy(left => left.Processor.Name, StringComparer.OrdinalIgnoreCase)
            .Where(left => known.Add(left.Processor.Name))];
        if (plugins.LeftOut.Any())
        {
            leftOut = [.. leftOut, .. LeftOutWithoutAClass(plugins, known, configuration)];
        }
        else
        {
            ProcessorDiscovery.RefuseUnknown(configuration, known);
        }

        return new ProcessorCatalog(all, [.. leftOut.Where(left => left.Processor.Options.Enabled)]);
    }

    // What a plugin holds that could not be loaded is not known, so its processors can't be told from names that are mistyped.
    private static IEnumerable<LeftOutProcessor> LeftOutWithoutAClass(PluginCatalog plugins, HashSet<string> known, IConfiguration configuration)
    {
        var reason = $"No processor of this name was found; it may be one of a plugin that is left out: {string.Join(", ", plugins.LeftOut.Select(plugin => plugin.Name))}.";
        return ProcessorDiscovery.Unknown(configuration, known).Select(section => LeftOut(section.Key, typeof(IProcessor), configuration, reason));
    }

    private static LeftOutProcessor LeftOut(string name, Type type, IConfiguration configuration, string reason)
    {
        var section = configuration.GetSection($"{ProcessorDiscovery.Section}:{name}");
        var options = new ProcessorOptions
        {
            Enabled = bool.TryParse(section[nameof(ProcessorOptions.Enabled)], out var enabled) && enabled,
            GroupId = section[nameof(ProcessorOptions.GroupId)],
        };
        return new LeftOutProcessor(new ProcessorDescriptor(name, type, ProcessorDiscovery.TopicsOf(type), [], options), reason);
    }
}
