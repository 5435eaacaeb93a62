namespace Sts.Core.Schemas;

/// <summary>A schema as a registry takes and gives it.</summary>
/// <param name="SchemaString">The Avro schema as JSON.</param>
public sealed record SchemaDefinition(string SchemaString);
