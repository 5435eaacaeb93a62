namespace Sts.Core.Schemas;

/// <summary>A reference from one schema to another one, whose types it uses.</summary>
/// <param name="Name">What the schema calls it: for Avro, the full name of the type.</param>
/// <param name="Subject">The subject under which the other schema is registered.</param>
/// <param name="Version">Its version there.</param>
public sealed record SchemaReference(string Name, string Subject, int Version);
