namespace Sts.Core.Schemas.Generation;

/// <summary>No record can be generated from a schema; the message names the schema, and the field and its type where it is one of them.</summary>
/// <param name="message">What stands in the way.</param>
/// <param name="innerException">What the parser said, if it was that.</param>
public sealed class SchemaGenerationException(string message, Exception? innerException = null) : Exception(message, innerException);
