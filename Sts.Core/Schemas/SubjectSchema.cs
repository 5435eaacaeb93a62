namespace Sts.Core.Schemas;

/// <summary>A schema as it is registered: a version of a subject.</summary>
/// <param name="Subject">The subject, usually <c>&lt;topic&gt;-value</c>.</param>
/// <param name="Version">The version, counted from 1 within the subject.</param>
/// <param name="Id">The schema's id, the same in all subjects that use it.</param>
/// <param name="SchemaString">The Avro schema as JSON.</param>
public sealed record SubjectSchema(string Subject, int Version, int Id, string SchemaString);
