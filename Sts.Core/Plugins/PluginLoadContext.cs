using System.Reflection;
using System.Runtime.Loader;

namespace Sts.Core.Plugins;

/// <summary>
/// Loads a plugin and what it brings along: libraries of its own versions and native ones for this machine, as its <c>.deps.json</c> says or, without
/// one, as they lie beside it. What is shared, and what it does not bring, is the host's.
/// </summary>
internal sealed class PluginLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Whether a type came with a plugin.</summary>
    public static bool Holds(Type type) => GetLoadContext(type.Assembly) is PluginLoadContext;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        !SharedAssemblies.Contains(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : nint.Zero;
}
