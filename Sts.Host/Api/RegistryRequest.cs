using System.Text.Json;
using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>
/// Reads requests to the registry. Bodies are JSON whatever their content type says: clients send several, and curl says
/// that it is a form when nobody tells it otherwise.
/// </summary>
internal static class RegistryRequest
{
    /// <summary>The subject, in which the server leaves encoded slashes as they are.</summary>
    public static string Subject(string routeValue) => routeValue.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The version; null for the latest.</summary>
    public static int? Version(string routeValue)
    {
        if (routeValue is "latest" or "-1")
            return null;

        return int.TryParse(routeValue, out var version) && version > 0
            ? version
            : throw new SchemaRegistryException(
                $"The specified version '{routeValue}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\".",
                SchemaRegistryErrorCodes.InvalidVersion, 422);
    }

    /// <summary>The schema in a body of the form <c>{"schema": "…", "references": […]}</c>.</summary>
    public static async Task<SchemaDefinition> SchemaAsync(HttpRequest request) => (await RegistrationAsync(request)).Schema;

    /// <summary>The schema in a body, and the id and the version that it shall have.</summary>
    public static async Task<RegistrationRequest> RegistrationAsync(HttpRequest request)
    {
        var body = await BodyAsync(request);
        if (Text(body, "schemaType") is { } type && type != "AVRO")
            throw InvalidSchema($"Schema type {type} is not supported; this registry keeps Avro.");

        var text = Text(body, "schema") ?? throw InvalidSchema("The request has no schema.");
        return new RegistrationRequest(new SchemaDefinition(text, References(body)), Positive(body, "id"), Positive(body, "version"));
    }

    /// <summary>A body that must be an object.</summary>
    public static async Task<JsonElement> BodyAsync(HttpRequest request)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.ValueKind == JsonValueKind.Object ? body : throw NotJson(null);
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    /// <summary>The text in a member, or null.</summary>
    public static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static List<SchemaReference> References(JsonElement body)
    {
        if (!body.TryGetProperty("references", out var list) || list.ValueKind != JsonValueKind.Array)
            return [];

        return [.. list.EnumerateArray().Select(reference => reference.ValueKind == JsonValueKind.Object
            && Text(reference, "name") is { } name && Text(reference, "subject") is { } subject && Positive(reference, "version") is { } version
            ? new SchemaReference(name, subject, version)
            : throw InvalidSchema("A reference needs a name, a subject and a version."))];
    }

    // Clients that have no id or version for a new schema leave them out, or send 0 or -1.
    private static int? Positive(JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number > 0
            ? number
            : null;

    private static SchemaRegistryException InvalidSchema(string message) => new(message, SchemaRegistryErrorCodes.InvalidSchema, 422);

    private static SchemaRegistryException NotJson(Exception? cause) => new("The body is not a JSON object.", 400, 400, innerException: cause);
}
