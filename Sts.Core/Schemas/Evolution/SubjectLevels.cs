using System.Text.Json;
using Sts.Core.Schemas.Http;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Evolution;

/// <summary>Which compatibility level applies to a subject: its own, or that of all subjects without one.</summary>
/// <param name="embedded">The host's own registry, where that is the one in use.</param>
/// <param name="transport">The way to another one.</param>
internal sealed class SubjectLevels(SchemaRegistry? embedded, RegistryTransport? transport) : IDisposable
{
    /// <summary>Asks the registry.</summary>
    /// <exception cref="SchemaRegistryException">It did not answer.</exception>
    public Task<CompatibilityLevel> GetAsync(string subject, CancellationToken cancellationToken) => embedded is null
        ? AskAsync(transport!, subject, cancellationToken)
        : embedded.GetCompatibilityLevelAsync(subject, cancellationToken);

    public void Dispose() => transport?.Dispose();

    private static async Task<CompatibilityLevel> AskAsync(RegistryTransport transport, string subject, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await transport.SendAsync(HttpMethod.Get, $"config/{Uri.EscapeDataString(subject)}?defaultToGlobal=true", null, cancellationToken));
        }
        catch (SchemaRegistryException exception)
            when (exception.ErrorCode is SchemaRegistryErrorCodes.SubjectLevelNotConfigured or SchemaRegistryErrorCodes.SubjectNotFound)
        {
            // Older registries don't know defaultToGlobal.
            return Read(await transport.SendAsync(HttpMethod.Get, "config", null, cancellationToken));
        }
    }

    private static CompatibilityLevel Read(JsonElement answer) =>
        answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("compatibilityLevel", out var name)
        && name.ValueKind is JsonValueKind.String && CompatibilityLevelNames.TryParse(name.GetString(), out var level)
            ? level
            : throw new SchemaRegistryException("The schema registry's answer has no known 'compatibilityLevel'.", errorCode: 0, statusCode: null, isTransient: true);
}
