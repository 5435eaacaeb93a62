using System.Text.Encodings.Web;
using System.Text.Json;
using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>The registry's answers.</summary>
internal static class RegistryJson
{
    public const string ContentType = "application/vnd.schemaregistry.v1+json";

    // The names of members are the API's, as they are written here. Schemas are full of quotes, and nobody reads this as HTML.
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Ok(object answer) => Results.Json(answer, AsWritten, ContentType);

    public static IResult Error(int status, int code, string message) =>
        Results.Json(new { error_code = code, message }, AsWritten, ContentType, status);

    public static IResult Raw(string json) => Results.Text(json, ContentType);

    /// <summary>A version of a subject; references are left out where there are none, as older clients expect.</summary>
    public static object Version(SubjectSchema schema) => schema.References.Count == 0
        ? new { subject = schema.Subject, version = schema.Version, id = schema.Id, schema = schema.SchemaString }
        : new { subject = schema.Subject, version = schema.Version, id = schema.Id, references = References(schema.References), schema = schema.SchemaString };

    public static object Schema(SchemaDefinition schema) => schema.References.Count == 0
        ? new { schema = schema.SchemaString }
        : new { schema = schema.SchemaString, references = References(schema.References) };

    private static IEnumerable<object> References(IReadOnlyList<SchemaReference> references) =>
        references.Select(r => new { name = r.Name, subject = r.Subject, version = r.Version });
}
