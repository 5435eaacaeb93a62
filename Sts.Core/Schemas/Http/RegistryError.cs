using System.Net;
using System.Text.Json;

namespace Sts.Core.Schemas.Http;

/// <summary>Turns a registry's refusal into an exception.</summary>
internal static class RegistryError
{
    private const int MaxMessageLength = 500;

    /// <summary>Whether another address, or the same one later, may answer differently.</summary>
    public static bool IsWorthFailover(SchemaRegistryException failure) =>
        failure.StatusCode is not { } status || IsWorthFailover((HttpStatusCode)status);

    /// <summary>Whether no question would be answered now. One that makes the registry fail says nothing about the others.</summary>
    public static bool IsDown(SchemaRegistryException failure) => IsWorthFailover(failure) && failure.StatusCode != (int)HttpStatusCode.InternalServerError;

    private static bool IsWorthFailover(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    public static SchemaRegistryException From(HttpStatusCode status, string body)
    {
        var (code, message) = Parse(body);
        var transient = IsWorthFailover(status)
            || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            // A 404 without the registry's own code comes from something else at that address.
            || (status is HttpStatusCode.NotFound && code is null or 404);
        var text = message is null
            ? $"The schema registry answered {(int)status} {status}."
            : $"The schema registry answered {(int)status}: {Shorten(message)}{(code is null ? "" : $" (error code {code})")}";
        return new SchemaRegistryException(text, code ?? (int)status, (int)status, transient);
    }

    private static (int? Code, string? Message) Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return default;

            var code = json.RootElement.TryGetProperty("error_code", out var c) && c.TryGetInt32(out var number) ? number : (int?)null;
            var message = json.RootElement.TryGetProperty("message", out var m) && m.ValueKind == JsonValueKind.String ? m.GetString() : null;
            return (code, message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default; // Not the registry's JSON (a proxy's page, say); the status has to do.
        }
    }

    private static string Shorten(string message) =>
        message.Length <= MaxMessageLength ? message : string.Concat(message.AsSpan(0, MaxMessageLength), "…");
}
