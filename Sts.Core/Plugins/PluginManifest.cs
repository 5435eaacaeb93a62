using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Sts.Core.Plugins;

/// <summary>What an assembly's metadata says about it. Reading it runs none of its code.</summary>
/// <param name="Version">Its version.</param>
/// <param name="References">The assemblies that it was built against.</param>
/// <param name="Architecture">The one that it was built for; null for any.</param>
internal sealed record PluginManifest(Version Version, IReadOnlyList<AssemblyName> References, Architecture? Architecture)
{
    /// <summary>Whether it was built against STS. What was not is a library at most.</summary>
    public bool BuildsOnSts => References.Any(PluginContract.Includes);

    /// <returns>Null for a native library.</returns>
    /// <exception cref="PluginFaultException">The file is neither, or can't be read.</exception>
    public static PluginManifest? Read(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (!image.HasMetadata)
            {
                return null;
            }

            var metadata = image.GetMetadataReader();
            return new PluginManifest(
                metadata.GetAssemblyDefinition().Version,
                [.. metadata.AssemblyReferences.Select(reference => metadata.GetAssemblyReference(reference).GetAssemblyName())],
                ArchitectureOf(image.PEHeaders));
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            throw new PluginFaultException($"{path} is not a .NET assembly ({exception.Message.TrimEnd('.')}). Remove it from the plugins folder.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginFaultException($"{path} can't be read: {exception.Message} Let the host's user read it, or remove it.", exception);
        }
    }

    // An assembly for any machine says I386, without requiring it.
    private static Architecture? ArchitectureOf(PEHeaders headers) => headers.CoffHeader.Machine switch
    {
        Machine.I386 when headers.CorHeader?.Flags.HasFlag(CorFlags.Requires32Bit) != true => null,
        Machine.I386 => System.Runtime.InteropServices.Architecture.X86,
        Machine.Arm64 => System.Runtime.InteropServices.Architecture.Arm64,
        Machine.Arm or Machine.ArmThumb2 => System.Runtime.InteropServices.Architecture.Arm,
        _ => System.Runtime.InteropServices.Architecture.X64,
    };
}
