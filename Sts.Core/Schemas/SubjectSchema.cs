namespace Sts.Core.Schemas;

/// <summary>A schema as it is registered: a version of a subject.</summary>
/// <param name="Subject">The subject, usually <c>&lt;topic&gt;-value</c>.</param>
/// <param name="Version">The version, counted from 1 within the subject.</param>
/// <param name="Id">The schema's id, the same in all subjects that use it.</param>
/// <param name="SchemaString">The Avro schema as JSON.</param>
/// <param name="References">Where the types are that the schema uses and does not define; null for none.</param>
public sealed record SubjectSchema(string Subject, int Version, int Id, string SchemaString, IReadOnlyList<SchemaReference>? References = null)
{
    /// <summary>Where the types are that the schema uses and does not define.</summary>
    public IReadOnlyList<SchemaReference> References { get; } = References ?? [];

    /// <summary>The schema without where it is registered.</summary>
    public SchemaDefinition ToDefinition() => new(SchemaString, References);

    /// <inheritdoc/>
    public bool Equals(SubjectSchema? other) =>
        other is not null && (Subject, Version, Id) == (other.Subject, other.Version, other.Id) && ToDefinition() == other.ToDefinition();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Subject, Version, Id);
}
