namespace Sts.Core.Schemas;

/// <summary>A schema as a registry takes and gives it. Two are equal when their texts and references are.</summary>
/// <param name="SchemaString">The Avro schema as JSON.</param>
/// <param name="References">Where the types are that the schema uses and does not define; null for none.</param>
public sealed record SchemaDefinition(string SchemaString, IReadOnlyList<SchemaReference>? References = null)
{
    /// <summary>Where the types are that the schema uses and does not define.</summary>
    public IReadOnlyList<SchemaReference> References { get; } = References ?? [];

    /// <inheritdoc/>
    public bool Equals(SchemaDefinition? other) =>
        other is not null && SchemaString == other.SchemaString && References.SequenceEqual(other.References);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SchemaString, References.Count);
}
