namespace Sts.Core.Schemas.Files;

/// <summary>The registry refuses schemas with which this host would write or read. The message says which, why, and what to do.</summary>
public sealed class SchemaRefusedException(string message) : Exception(message);
