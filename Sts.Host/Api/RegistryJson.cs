using System.Text.Json;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>The registry's answers.</summary>
internal static class RegistryJson
{
    public const string ContentType = "application/vnd.schemaregistry.v1+json";

    // The names of members are the API's, as they are written here.
    private static readonly JsonSerializerOptions AsWritten = new();

    public static IResult Ok(object answer) => Results.Json(answer, AsWritten, ContentType);

    public static IResult Error(int status, int code, string message) =>
        Results.Json(new { error_code = code, message }, AsWritten, ContentType, status);

    public static IResult Raw(string json) => Results.Text(json, ContentType);

    // Newer clients say that they don't mind members that they don't know, and get the GUID; some older ones stumble over it.
    public static object Version(SubjectSchema schema, HttpRequest request) => AcceptsMore(request)
        ? new { subject = schema.Subject, version = schema.Version, id = schema.Id, guid = SchemaRegistry.GuidOf(schema.SchemaString), schema = schema.SchemaString }
        : new { subject = schema.Subject, version = schema.Version, id = schema.Id, schema = schema.SchemaString };

    public static object Registered(SubjectSchema schema, HttpRequest request) => AcceptsMore(request)
        ? new { id = schema.Id, guid = SchemaRegistry.GuidOf(schema.SchemaString) }
        : new { id = schema.Id };

    private static bool AcceptsMore(HttpRequest request) => request.Headers.ContainsKey("Confluent-Accept-Unknown-Properties");
}
