using System.Reflection;
using System.Runtime.InteropServices;
using Sts.Core.Messaging;

namespace Sts.Core.Plugins;

/// <summary>
/// What a plugin and the host agree on: the public API of Sts.Core and Sts.Agents, which have one version. It follows Semantic Versioning
/// (https://semver.org): a plugin runs on the version that it was built against, and on later ones up to the next breaking one. That is the next
/// major version and, before 1.0, the next minor one.
/// </summary>
internal static class PluginContract
{
    private static readonly string[] Assemblies = ["Sts.Core", "Sts.Agents"];

    /// <summary>The host's version.</summary>
    public static Version Version { get; } = typeof(IProcessor).Assembly.GetName().Version!;

    /// <summary>Whether an assembly is part of the contract.</summary>
    public static bool Includes(AssemblyName assembly) => Assemblies.Contains(assembly.Name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="PluginFaultException">The plugin does not fit this host, or this machine.</exception>
    public static void Check(PluginManifest plugin)
    {
        if (plugin.Architecture is { } built && built != RuntimeInformation.ProcessArchitecture)
        {
            throw new PluginFaultException(
                $"it was built for {built}, but this host runs on {RuntimeInformation.ProcessArchitecture}. Build it for any processor (AnyCPU), or for this one.");
        }

        foreach (var reference in plugin.References.Where(Includes))
        {
            if (!Fits(reference.Version!, Version))
            {
                var advice = reference.Version > Version
                    ? "Update the host, or build the plugin against the host's version."
                    : "What it was built against has changed since: get a newer version of the plugin, or build it against the host's version.";
                throw new PluginFaultException(
                    $"it was built against {reference.Name} {reference.Version!.ToString(3)}, but this host has {Version.ToString(3)}. {advice}");
            }
        }
    }

    /// <summary>Whether what was built against one version runs on another.</summary>
    internal static bool Fits(Version built, Version host) =>
        built <= host && built.Major == host.Major && (host.Major > 0 || built.Minor == host.Minor);
}
