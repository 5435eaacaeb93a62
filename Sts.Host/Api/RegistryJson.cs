using System.Text.Json;
using Sts.Core.Schemas;

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

    public static object Version(SubjectSchema schema) =>
        new { subject = schema.Subject, version = schema.Version, id = schema.Id, schema = schema.SchemaString };
}
