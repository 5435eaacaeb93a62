using System.Reflection;

namespace Sts.Core.Plugins;

/// <summary>Loads plugins, each in a context of its own, and finds out whether they can run before they do.</summary>
internal static class PluginLoader
{
    private const string CopyAll = "Copy the plugin's whole output, its .deps.json included; 'dotnet publish' puts it together.";

    /// <summary>Loads a plugin. When it can't be, it has its error.</summary>
    public static void Load(Plugin plugin)
    {
        try
        {
            var manifest = PluginManifest.Read(plugin.Path) ?? throw new PluginFaultException($"{plugin.Path} is a native library. Put the plugin's .NET assembly in its place.");
            plugin.Version = manifest.Version.ToString(3);
            PluginContract.Check(manifest);
            plugin.Assembly = Load(plugin.Path, manifest);
        }
        catch (PluginFaultException fault)
        {
            plugin.Fail(fault.Message);
        }
    }

    private static Assembly Load(string path, PluginManifest manifest)
    {
        try
        {
            var context = new PluginLoadContext(path);
            var assembly = context.LoadFromAssemblyPath(path);
            foreach (var reference in manifest.References)
            {
                Require(context, reference);
            }

            _ = assembly.GetTypes();
            return assembly;
        }
        catch (ReflectionTypeLoadException exception)
        {
            var cause = exception.LoaderExceptions.FirstOrDefault(loader => loader is not null)?.Message ?? exception.Message;
            throw new PluginFaultException($"{Sentence(cause)} {CopyAll}", exception);
        }
        catch (Exception exception) when (exception is FileLoadException or FileNotFoundException or BadImageFormatException or InvalidOperationException)
        {
            throw new PluginFaultException($"it can't be loaded: {Sentence(exception.Message)} {CopyAll}", exception);
        }
    }

    // Else the runtime would look for it when it is first used, in the middle of a message.
    private static void Require(PluginLoadContext context, AssemblyName reference)
    {
        try
        {
            context.LoadFromAssemblyName(reference);
        }
        catch (Exception exception) when (exception is FileLoadException or FileNotFoundException or BadImageFormatException)
        {
            throw new PluginFaultException($"it needs {reference.Name} {reference.Version?.ToString(3)}, which can be loaded neither from its folder nor from the host's. {CopyAll}", exception);
        }
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";
}
