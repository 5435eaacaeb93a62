namespace Sts.Core.Storage.Entities;

/// <summary>The compatibility level of a subject in the embedded registry; the key is <see cref="Subject"/>.</summary>
public sealed class SubjectConfig
{
    /// <summary>The subject, or the empty string for the level of all subjects without one of their own.</summary>
    public required string Subject { get; set; }

    /// <summary>The level's name as the registry's API spells it, such as <c>BACKWARD</c> or <c>FULL_TRANSITIVE</c>.</summary>
    public required string CompatibilityLevel { get; set; }
}
