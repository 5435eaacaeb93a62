using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Evolution;

/// <summary>A schema held against what was written before it.</summary>
/// <param name="Subject">The subject; null when files were compared.</param>
/// <param name="File">The file with the newer schema.</param>
/// <param name="Level">What must hold.</param>
/// <param name="Comparisons">With the latest version, and with each further one that the level names and that is broken; the latest first.</param>
/// <param name="Verdict">What would come of registering it.</param>
/// <param name="RegistrySays">The registry's own reason, where it refuses something that our rules allow.</param>
public sealed record SchemaReport(
    string? Subject, string File, CompatibilityLevel Level, IReadOnlyList<SchemaComparison> Comparisons, SchemaVerdict Verdict, string? RegistrySays = null);
