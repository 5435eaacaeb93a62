using Sts.Core.Schemas.Evolution;

namespace Sts.Core.Schemas.Registry;

/// <summary>What the levels ask for.</summary>
public static class CompatibilityDemands
{
    /// <summary>Whether a level forbids that a reader breaks.</summary>
    public static bool Forbids(this CompatibilityLevel level, BrokenReader reader) => level switch
    {
        CompatibilityLevel.Backward or CompatibilityLevel.BackwardTransitive => reader is BrokenReader.Newer,
        CompatibilityLevel.Forward or CompatibilityLevel.ForwardTransitive => reader is BrokenReader.Older,
        CompatibilityLevel.Full or CompatibilityLevel.FullTransitive => true,
        _ => false,
    };

    /// <summary>Whether a level asks for all earlier versions instead of the latest.</summary>
    public static bool IsTransitive(this CompatibilityLevel level) =>
        level is CompatibilityLevel.BackwardTransitive or CompatibilityLevel.ForwardTransitive or CompatibilityLevel.FullTransitive;
}
