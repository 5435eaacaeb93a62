using System.ComponentModel.DataAnnotations;

namespace Sts.Core.Plugins;

/// <summary>Where processors of others are found: the section <c>Plugins</c>.</summary>
public sealed class PluginOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Plugins";

    /// <summary>The folder with the plugins' assemblies, directly or in folders of their own. It need not exist.</summary>
    /// <value>The default is <c>plugins</c> in the working directory.</value>
    [Required]
    public string Directory { get; set; } = "plugins";
}
