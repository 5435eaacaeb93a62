using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>The registry's answers.</summary>
internal static class RegistryJson
{
    public const string ContentType = "application/vnd.schemaregistry.v1+json";

    // The names of members are the API's, as they are written here. Schemas are full of quotes, and nobody reads this as HTML. What there is
    // none of is left out, as older clients expect.
    private static readonly JsonSerializerOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IResult Ok(object answer) => Results.Json(answer, AsWritten, ContentType);

    public static IResult Error(int status, int code, string message) =>
        Results.Json(new { error_code = code, message }, AsWritten, ContentType, status);

    public static IResult Raw(string json) => Results.Text(json, ContentType);

    public static object Version(SubjectSchema schema, HttpRequest request) => new
    {
        subject = schema.Subject,
        version = schema.Version,
        id = schema.Id,
        guid = Guid(schema, request),
        references = References(schema.References),
        schema = schema.SchemaString,
    };

    public static object Registered(SubjectSchema schema, HttpRequest request) => new { id = schema.Id, guid = Guid(schema, request) };

    public static object Schema(SchemaDefinition schema, Guid? guid = null) =>
        new { schema = schema.SchemaString, guid, references = References(schema.References) };

    // Newer clients say that they don't mind members that they don't know, and get the GUID; some older ones stumble over it.
    private static Guid? Guid(SubjectSchema schema, HttpRequest request) =>
        request.Headers.ContainsKey("Confluent-Accept-Unknown-Properties") ? SchemaRegistry.GuidOf(schema.ToDefinition()) : null;

    private static IEnumerable<object>? References(IReadOnlyList<SchemaReference> references) =>
        references.Count == 0 ? null : references.Select(r => new { name = r.Name, subject = r.Subject, version = r.Version });
}
