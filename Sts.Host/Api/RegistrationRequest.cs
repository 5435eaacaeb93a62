using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>What a client sends to register, look up or try a schema.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Id">The id that it has elsewhere, to import it with; null for a new one.</param>
/// <param name="Version">The version that it has elsewhere; null for the next one.</param>
internal sealed record RegistrationRequest(SchemaDefinition Schema, int? Id, int? Version);
