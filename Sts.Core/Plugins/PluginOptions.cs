using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Sts.Core.Configuration;

namespace Sts.Core.Plugins;

/// <summary>Where plugins are found: the section <c>Plugins</c>. Beside this it has a section of each plugin's own.</summary>
public sealed class PluginOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Plugins";

    /// <summary>The folder with the plugins' assemblies, directly or in folders of their own. It need not exist.</summary>
    /// <value>The default is <c>plugins</c> in the working directory.</value>
    [Required]
    public string Directory { get; set; } = "plugins";

    /// <summary>Reads the host's part of the section.</summary>
    internal static PluginOptions Read(IConfigurationSection section)
    {
        var own = new ConfigurationBuilder()
            .AddInMemoryCollection(section.GetChildren().Where(child => child.Key.Equals(nameof(Directory), StringComparison.OrdinalIgnoreCase))
                .Select(child => KeyValuePair.Create(child.Path, child.Value)))
            .Build();
        return own.GetSection(Section).ReadSettings<PluginOptions>();
    }
}
