using System.Reflection;
using Sts.Core.Configuration;

namespace Sts.Core.Schemas.Files;

/// <summary>
/// The schema files that come with the processors: those in the folder <c>schemas</c> beside each of their assemblies, wherever the program
/// was started.
/// </summary>
public sealed class SchemaFolders
{
    private const string Name = "schemas";

    private readonly string[] _folders;

    internal SchemaFolders(IEnumerable<string> folders) => _folders = [.. folders.Distinct(StringComparer.Ordinal)];

    internal static SchemaFolders Beside(IEnumerable<Assembly> assemblies) => new(assemblies.Select(assembly => Path.Combine(FolderOf(assembly), Name)));

    /// <summary>Reads them all.</summary>
    /// <exception cref="StsConfigurationException">One is no schema; the message names it.</exception>
    public IReadOnlyList<SchemaFile> ReadAll() => [.. _folders.SelectMany(SchemaFile.ReadFolder)];

    // An assembly has no place of its own when the whole program is one file.
    private static string FolderOf(Assembly assembly) =>
        Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
}
