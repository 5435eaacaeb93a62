namespace Sts.Core.Storage.Entities;

/// <summary>A schema of the embedded registry; one row per distinct schema, however many subjects use it.</summary>
public sealed class RegisteredSchema
{
    /// <summary>The id which messages carry in their first five bytes; never reused, starts at 1.</summary>
    public int Id { get; set; }

    /// <summary>The schema as JSON, as it was registered.</summary>
    public required string Text { get; set; }

    /// <summary>SHA-256 of the schema text without insignificant white space, and of its references, as lower-case hex; unique.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>Where the types are that the schema uses and does not define.</summary>
    public List<RegisteredReference> References { get; set; } = [];
}
