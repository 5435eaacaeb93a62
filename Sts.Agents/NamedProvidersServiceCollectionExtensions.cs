using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sts.Core.Plugins;

namespace Sts.Agents;

/// <summary>Registers the look-up of providers by their names.</summary>
internal static class NamedProvidersServiceCollectionExtensions
{
    // What is registered later counts as well: it is looked at when somebody asks.
    public static void AddNamedProviders(this IServiceCollection services) =>
        services.TryAddSingleton(provider => new NamedProviders(services, provider.GetServices<PluginCatalog>()));
}
