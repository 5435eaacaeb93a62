using System.Collections.Frozen;

namespace Sts.Core.Schemas.Registry;

/// <summary>The modes as the registry's API spells them.</summary>
public static class SchemaRegistryModeNames
{
    private static readonly FrozenDictionary<string, SchemaRegistryMode> Modes = new Dictionary<string, SchemaRegistryMode>
    {
        ["READWRITE"] = SchemaRegistryMode.ReadWrite,
        ["READONLY"] = SchemaRegistryMode.ReadOnly,
        ["READONLY_OVERRIDE"] = SchemaRegistryMode.ReadOnlyOverride,
        ["IMPORT"] = SchemaRegistryMode.Import,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, for messages.</summary>
    public static string All { get; } = string.Join(", ", Modes.OrderBy(m => m.Value).Select(m => m.Key));

    /// <summary>Reads a name, whatever its case.</summary>
    public static bool TryParse(string? name, out SchemaRegistryMode mode) => Modes.TryGetValue(name ?? "", out mode);

    /// <summary>The name of a mode.</summary>
    public static string ToName(this SchemaRegistryMode mode) => Modes.First(m => m.Value == mode).Key;
}
