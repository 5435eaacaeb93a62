using System.Reflection;
using Sts.Core.Configuration;
using Sts.Core.Plugins;

namespace Sts.Core.Schemas.Files;

/// <summary>
/// The schema files that come with the processors: those in the folder <c>schemas</c> beside each of their assemblies, wherever the program
/// was started.
/// </summary>
public sealed class SchemaFolders
{
    private const string Name = "schemas";

    internal SchemaFolders(IReadOnlyList<SchemaFolder> folders) => All = folders;

    /// <summary>Those of STS, and then those of plugins. A folder where there are both belongs to STS.</summary>
    internal IReadOnlyList<SchemaFolder> All { get; }

    internal static SchemaFolders Beside(IEnumerable<Assembly> own, IEnumerable<Plugin> plugins)
    {
        string[] ours = [.. own.Select(Beside).Distinct(StringComparer.Ordinal)];
        var theirs = plugins.GroupBy(plugin => Beside(plugin.Assembly!), StringComparer.Ordinal).Where(folder => !ours.Contains(folder.Key));
        return new SchemaFolders([.. ours.Select(path => new SchemaFolder(path, [])), .. theirs.Select(folder => new SchemaFolder(folder.Key, [.. folder]))]);
    }

    /// <summary>Reads them all.</summary>
    /// <exception cref="StsConfigurationException">One is no schema; the message names it.</exception>
    public IReadOnlyList<SchemaFile> ReadAll() => [.. All.SelectMany(folder => SchemaFile.ReadFolder(folder.Path))];

    private static string Beside(Assembly assembly) => Path.Combine(FolderOf(assembly), Name);

    // An assembly has no place of its own when the whole program is one file.
    private static string FolderOf(Assembly assembly) =>
        Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
}
