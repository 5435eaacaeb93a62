using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sts.Core.Plugins;

/// <summary>
/// What a plugin adds to the host besides its processors: services of its own, options, and providers by name. A plugin that has nothing but
/// processors needs none.
/// </summary>
/// <remarks>
/// The host finds public classes in the plugin's main assembly and creates them before anything runs, by a constructor without parameters.
/// A provider is registered under the name by which the settings choose it, as in
/// <c>services.AddKeyedSingleton&lt;IRealtimeAgent, MyAgent&gt;("Mine")</c> for <c>Agents:Provider=Mine</c>.
/// </remarks>
public interface IStsPlugin
{
    /// <summary>Adds the plugin's services. What it throws leaves the plugin out, with its processors; the host runs on.</summary>
    /// <param name="services">The host's services. They can be added to; removing or replacing one leaves the plugin out.</param>
    /// <param name="settings">The plugin's own section, <c>Plugins:&lt;Name&gt;</c>, whose name is that of its assembly.</param>
    /// <exception cref="Exception">Anything: the message is shown to whoever runs the host.</exception>
    void Configure(IServiceCollection services, IConfigurationSection settings);
}
