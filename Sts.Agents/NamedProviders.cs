using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Plugins;

namespace Sts.Agents;

/// <summary>The providers that are registered under a name, those of plugins among them: services whose key is the name in the settings.</summary>
internal sealed class NamedProviders(IServiceCollection services, IEnumerable<PluginCatalog> plugins)
{
    /// <summary>Whether a provider that is not known may be one of a plugin that was left out. Then it is done without, as when it fails.</summary>
    public bool MayMiss => plugins.Any(catalog => catalog.HasLeftOut);

    /// <summary>The names of the providers of a kind.</summary>
    public IEnumerable<string> Of(params Type[] kinds) => services
        .Where(service => service.IsKeyedService && kinds.Contains(service.ServiceType))
        .Select(service => service.ServiceKey).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name as it was registered, of one in whatever case; null when there is none.</summary>
    public string? Find(string name, params Type[] kinds) => Of(kinds).FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
