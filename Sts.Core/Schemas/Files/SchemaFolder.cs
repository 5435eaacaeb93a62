using Sts.Core.Plugins;

namespace Sts.Core.Schemas.Files;

/// <summary>A folder with schema files.</summary>
/// <param name="Path">Where it is. It need not be there.</param>
/// <param name="Plugins">The plugins that it belongs to; none where the files are those of STS.</param>
internal sealed record SchemaFolder(string Path, IReadOnlyList<Plugin> Plugins);
