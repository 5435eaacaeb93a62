using Microsoft.Extensions.Configuration;
using Sts.Core.Configuration;

namespace Sts.Core.Plugins;

/// <summary>The plugins of this host: those that work, and those that were left out.</summary>
public sealed class PluginCatalog
{
    private PluginCatalog(IReadOnlyList<Plugin> all) => All = all;

    /// <summary>Every plugin that was found, in the order of their paths.</summary>
    public IReadOnlyList<Plugin> All { get; }

    /// <summary>Whether one was left out.</summary>
    public bool HasLeftOut => LeftOut.Any();

    /// <summary>Those that work, as far as it is known.</summary>
    internal IEnumerable<Plugin> Working => All.Where(plugin => plugin.Error is null);

    /// <summary>Those that were left out.</summary>
    internal IEnumerable<Plugin> LeftOut => All.Where(plugin => plugin.Error is not null);

    /// <summary>Why the plugin that holds a type is left out; null when it is not, and for types of STS.</summary>
    internal string? FaultOf(Type type) => All.FirstOrDefault(plugin => plugin.Assembly == type.Assembly)?.Error;

    /// <summary>No plugins.</summary>
    internal static PluginCatalog None { get; } = new([]);

    /// <summary>Loads what lies in the folder that the section <c>Plugins</c> names. A plugin that can't be loaded has its <see cref="Plugin.Error"/>.</summary>
    /// <exception cref="StsConfigurationException">The section has a key that is neither a setting nor a plugin that was found.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting of the section can't be.</exception>
    public static PluginCatalog Load(IConfiguration configuration)
    {
        var section = configuration.GetSection(PluginOptions.Section);
        var plugins = PluginFiles.Find(Path.GetFullPath(PluginOptions.Read(section).Directory));
        foreach (var plugin in plugins.Where(plugin => plugin.Error is null))
        {
            PluginLoader.Load(plugin);
        }

        foreach (var second in plugins.GroupBy(plugin => plugin.Name, StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Skip(1)))
        {
            second.Fail($"{second.Name} is in the plugins folder twice: see also {plugins.First(plugin => plugin.Name.Equals(second.Name, StringComparison.OrdinalIgnoreCase)).Path}. Remove one.");
        }

        RefuseUnknown(section, plugins);
        return new PluginCatalog(plugins);
    }

    private static void RefuseUnknown(IConfigurationSection section, IReadOnlyList<Plugin> plugins)
    {
        string[] known = [nameof(PluginOptions.Directory), .. plugins.Select(plugin => plugin.Name)];
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw new StsConfigurationException(
                $"{child.Path} is no setting. {section.Path} knows: {string.Join(", ", known)}. A plugin's settings are in the section of its name, once it is in the plugins folder.");
        }
    }
}
