namespace Sts.Core.Storage.Entities;

/// <summary>The settings of a subject in the embedded registry; the key is <see cref="Subject"/>. What is null is as for all subjects.</summary>
public sealed class SubjectConfig
{
    /// <summary>The subject, or the empty string for what holds for all subjects without a setting of their own.</summary>
    public required string Subject { get; set; }

    /// <summary>The compatibility level's name as the registry's API spells it, such as <c>BACKWARD</c> or <c>FULL_TRANSITIVE</c>.</summary>
    public string? CompatibilityLevel { get; set; }

    /// <summary>Whether schemas are normalised when they are registered or looked up.</summary>
    public bool? Normalize { get; set; }

    /// <summary>The mode's name as the registry's API spells it, such as <c>READONLY</c>.</summary>
    public string? Mode { get; set; }
}
