using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Sts.Core.Configuration;

namespace Sts.Core.Plugins;

/// <summary>
/// Loads the assemblies under <c>plugins/</c> that build on STS, each in a load context of its own, so that its dependencies may
/// have other versions than the host's. What the host itself has is shared, or their types would not be the same.
/// </summary>
public static class PluginLoader
{
    private static readonly string ContractAssembly = typeof(PluginLoader).Assembly.GetName().Name!;

    /// <summary>Loads every plugin below a folder. A folder that does not exist holds none.</summary>
    /// <param name="folder">The folder; assemblies may lie in it or in folders below it.</param>
    /// <returns>The plugins' main assemblies, in the order of their paths.</returns>
    /// <exception cref="StsConfigurationException">A plugin can't be loaded. The message names it.</exception>
    public static IReadOnlyList<Assembly> Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return [.. Directory.EnumerateFiles(Path.GetFullPath(folder), "*.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(IsPlugin)
            .Select(LoadOne)];
    }

    // A plugin's output may hold copies of the host's own assemblies; they build on STS as well, but are no plugins.
    private static bool IsPlugin(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")))
        {
            return false;
        }

        try
        {
            using var stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            if (!image.HasMetadata)
            {
                return false;
            }

            var metadata = image.GetMetadataReader();
            return metadata.AssemblyReferences
                .Any(reference => metadata.StringComparer.Equals(metadata.GetAssemblyReference(reference).Name, ContractAssembly));
        }
        catch (BadImageFormatException exception)
        {
            throw new StsConfigurationException($"{path} is not a .NET assembly: {exception.Message} Remove it from the plugins folder.");
        }
    }

    private static Assembly LoadOne(string path)
    {
        try
        {
            var loader = McMaster.NETCore.Plugins.PluginLoader.CreateFromAssemblyFile(path, config => config.PreferSharedTypes = true);
            var assembly = loader.LoadDefaultAssembly();
            _ = assembly.GetTypes();
            return assembly;
        }
        catch (Exception exception) when (exception is ReflectionTypeLoadException or FileLoadException or FileNotFoundException or TypeLoadException)
        {
            var cause = (exception as ReflectionTypeLoadException)?.LoaderExceptions.FirstOrDefault()?.Message ?? exception.Message;
            throw new StsConfigurationException(
                $"The plugin {path} can't be loaded: {cause} Build it against this version of STS, and copy its whole output folder.");
        }
    }
}
