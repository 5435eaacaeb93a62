using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sts.Core.Plugins;

/// <summary>Lets plugins add their services.</summary>
public static class PluginServiceCollectionExtensions
{
    /// <summary>
    /// Calls every plugin's <see cref="IStsPlugin.Configure"/>, after the host's own services were added and before its processors are. A plugin
    /// that fails in it, or whose settings are wrong, is left out.
    /// </summary>
    public static IServiceCollection AddPlugins(this IServiceCollection services, IConfiguration configuration, PluginCatalog plugins)
    {
        foreach (var plugin in plugins.Working)
        {
            try
            {
                foreach (var service in Configure(plugin, services, configuration.GetSection($"{PluginOptions.Section}:{plugin.Name}")))
                {
                    services.Add(service);
                }
            }
            catch (PluginFaultException fault)
            {
                plugin.Fail(fault.Message);
            }
        }

        return services.AddSingleton(plugins);
    }

    private static ServiceDescriptor[] Configure(Plugin plugin, IServiceCollection services, IConfigurationSection settings)
    {
        Type[] entries = [.. plugin.Assembly!.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IStsPlugin)))];
        if (entries.Length == 0 && settings.Exists())
        {
            throw new PluginFaultException($"it takes no settings, but {settings.Path} has some. Remove that section.");
        }

        // On a copy, so that of one that fails half-way nothing is left.
        IServiceCollection all = new ServiceCollection();
        foreach (var service in services)
        {
            all.Add(service);
        }

        foreach (var entry in entries)
        {
            Configure(entry, all, settings);
        }

        if (!all.Take(services.Count).SequenceEqual(services))
        {
            throw new PluginFaultException("it removes or replaces services of the host. Let it add its own only.");
        }

        ServiceDescriptor[] added = [.. all.Skip(services.Count)];
        RefuseTaken(added, services);
        RefuseWrongSettings(added);
        return added;
    }

    private static void Configure(Type entry, IServiceCollection services, IConfigurationSection settings)
    {
        try
        {
            ((IStsPlugin)Activator.CreateInstance(entry)!).Configure(services, settings);
        }
        catch (Exception exception) when (exception is OptionsValidationException or TargetInvocationException { InnerException: OptionsValidationException })
        {
            throw new PluginFaultException((exception.InnerException ?? exception).Message, exception);
        }
        catch (MissingMethodException exception)
        {
            throw new PluginFaultException($"{entry.FullName} can't be created: {exception.Message} Give it a public constructor without parameters.", exception);
        }
        catch (TargetInvocationException exception)
        {
            throw new PluginFaultException($"the constructor of {entry.FullName} has thrown {Describe(exception.InnerException!)}", exception);
        }
        catch (Exception exception)
        {
            throw new PluginFaultException($"{entry.FullName}.{nameof(IStsPlugin.Configure)} has thrown {Describe(exception)}", exception);
        }
    }

    // Of two providers of one name the settings could choose only one.
    private static void RefuseTaken(IEnumerable<ServiceDescriptor> added, IServiceCollection services)
    {
        foreach (var named in added.Where(service => service.IsKeyedService))
        {
            if (named.ServiceKey is string name && services.Any(other =>
                other.ServiceType == named.ServiceType && other.IsKeyedService && name.Equals(other.ServiceKey as string, StringComparison.OrdinalIgnoreCase)))
            {
                throw new PluginFaultException($"it has a {named.ServiceType.Name} called '{name}', and there is one already. Rename it.");
            }
        }
    }

    // What the host checks at its start would end it; so the plugin's own is checked before.
    private static void RefuseWrongSettings(IEnumerable<ServiceDescriptor> added)
    {
        IServiceCollection own = new ServiceCollection();
        own.AddLogging().AddSingleton(TimeProvider.System).AddOptionsWithValidateOnStart<PluginOptions>();
        foreach (var service in added)
        {
            own.Add(service);
        }

        using var provider = own.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception exception) when (exception is OptionsValidationException or AggregateException)
        {
            throw new PluginFaultException(exception is AggregateException several ? string.Join(" ", several.InnerExceptions.Select(inner => inner.Message)) : exception.Message, exception);
        }
        catch (InvalidOperationException)
        {
            // A validator asks for a service of the host's, which will be there when the host validates it.
            return;
        }
    }

    private static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";
}
