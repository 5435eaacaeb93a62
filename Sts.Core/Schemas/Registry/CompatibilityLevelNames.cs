using System.Collections.Frozen;

namespace Sts.Core.Schemas.Registry;

/// <summary>The levels as the registry's API spells them.</summary>
public static class CompatibilityLevelNames
{
    private static readonly FrozenDictionary<string, CompatibilityLevel> Levels = new Dictionary<string, CompatibilityLevel>
    {
        ["NONE"] = CompatibilityLevel.None,
        ["BACKWARD"] = CompatibilityLevel.Backward,
        ["BACKWARD_TRANSITIVE"] = CompatibilityLevel.BackwardTransitive,
        ["FORWARD"] = CompatibilityLevel.Forward,
        ["FORWARD_TRANSITIVE"] = CompatibilityLevel.ForwardTransitive,
        ["FULL"] = CompatibilityLevel.Full,
        ["FULL_TRANSITIVE"] = CompatibilityLevel.FullTransitive,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, for messages.</summary>
    public static string All { get; } = string.Join(", ", Levels.OrderBy(l => l.Value).Select(l => l.Key));

    /// <summary>Reads a name, whatever its case.</summary>
    public static bool TryParse(string? name, out CompatibilityLevel level) => Levels.TryGetValue(name ?? "", out level);

    /// <summary>The name of a level.</summary>
    public static string ToName(this CompatibilityLevel level) => Levels.First(l => l.Value == level).Key;
}
