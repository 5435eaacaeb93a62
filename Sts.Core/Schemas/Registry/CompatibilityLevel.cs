namespace Sts.Core.Schemas.Registry;

/// <summary>What a new version of a schema must be able to do with earlier ones. Source: Confluent, "Schema Evolution and Compatibility".</summary>
public enum CompatibilityLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read what was written with the latest version.</summary>
    Backward,

    /// <summary>Read what was written with any version.</summary>
    BackwardTransitive,

    /// <summary>Be readable with the latest version.</summary>
    Forward,

    /// <summary>Be readable with any version.</summary>
    ForwardTransitive,

    /// <summary>Both, with the latest version.</summary>
    Full,

    /// <summary>Both, with any version.</summary>
    FullTransitive,
}
