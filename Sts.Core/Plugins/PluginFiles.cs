namespace Sts.Core.Plugins;

/// <summary>
/// Finds the main assemblies of plugins: every one that lies directly in the plugins folder, and one in each folder below it.
/// </summary>
internal static class PluginFiles
{
    private const string Assemblies = "*.dll";

    /// <summary>Looks through a folder; one that does not exist holds no plugins. What should be a plugin and is none has its error.</summary>
    public static IReadOnlyList<Plugin> Find(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. AssembliesIn(folder).Where(MayBePlugin).Select(path => new Plugin(path)),
        .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(FindIn).OfType<Plugin>(),
    ];

    private static Plugin? FindIn(string folder)
    {
        var assemblies = AssembliesIn(folder);
        if (assemblies.Length == 0)
        {
            return FindBelow(folder);
        }

        string[] mains = MainsOf(folder, assemblies);
        if (mains is [var main])
        {
            return new Plugin(main);
        }

        var plugin = new Plugin(folder);
        plugin.Fail(mains.Length == 0
            ? $"none of the assemblies in {folder} was built against Sts.Core. Remove the folder, or put the plugin's main assembly into it."
            : $"{folder} holds several that could be it: {string.Join(", ", mains.Select(Path.GetFileName))}. Give the folder the name of the plugin's main assembly.");
        return plugin;
    }

    // Schemas of plugins without a folder may lie in one, and so may native libraries; where there are assemblies, somebody copied one folder too many.
    private static Plugin? FindBelow(string folder)
    {
        if (Path.GetFileName(folder) == "runtimes" || Directory.EnumerateFiles(folder, Assemblies, SearchOption.AllDirectories).FirstOrDefault() is not { } found)
        {
            return null;
        }

        var plugin = new Plugin(folder);
        plugin.Fail($"{folder} has its assemblies in {Path.GetDirectoryName(found)}. Put them into the folder itself.");
        return plugin;
    }

    private static string[] MainsOf(string folder, string[] assemblies)
    {
        if (Array.Find(assemblies, path => Name(path).Equals(Path.GetFileName(folder), StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return [named];
        }

        var withDependencies = Array.FindAll(assemblies, path => File.Exists(Path.ChangeExtension(path, ".deps.json")));
        return withDependencies.Length == 1 ? withDependencies : Array.FindAll(assemblies, MayBePlugin);
    }

    // What is no assembly is said to be none, rather than passed over.
    private static bool MayBePlugin(string path)
    {
        try
        {
            return PluginManifest.Read(path) is { BuildsOnSts: true };
        }
        catch (PluginFaultException)
        {
            return true;
        }
    }

    // A plugin's output may hold copies of the host's own assemblies; they build on STS as well, but are no plugins.
    private static string[] AssembliesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, Assemblies).Where(path => !File.Exists(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(path)))).Order(StringComparer.Ordinal)];

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);
}
