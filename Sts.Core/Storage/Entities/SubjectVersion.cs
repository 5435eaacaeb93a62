namespace Sts.Core.Storage.Entities;

/// <summary>A version of a subject in the embedded registry; the key is (<see cref="Subject"/>, <see cref="Version"/>).</summary>
public sealed class SubjectVersion
{
    /// <summary>The subject, usually <c>&lt;topic&gt;-value</c>.</summary>
    public required string Subject { get; set; }

    /// <summary>The version, counted from 1 within the subject.</summary>
    public int Version { get; set; }

    /// <summary>The <see cref="RegisteredSchema.Id"/> of the version's schema.</summary>
    public int SchemaId { get; set; }

    /// <summary>Whether the version was deleted softly: hidden, but its number stays taken.</summary>
    public bool Deleted { get; set; }
}
