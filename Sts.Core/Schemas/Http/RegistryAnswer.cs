using System.Text.Json;

namespace Sts.Core.Schemas.Http;

/// <summary>Reads a registry's answers.</summary>
internal static class RegistryAnswer
{
    public static string Text(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unexpected(name);

    public static int Number(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : throw Unexpected(name);

    public static int Number(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Number && answer.TryGetInt32(out var value) ? value : throw Unexpected("number");

    public static bool IsTrue(JsonElement answer, string name) => Member(answer, name).ValueKind == JsonValueKind.True;

    public static List<T> List<T>(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<List<T>>() ?? throw Unexpected("list");
        }
        catch (JsonException)
        {
            throw Unexpected("list");
        }
    }

    /// <summary>The list in a member that may be missing.</summary>
    public static List<T> ListOrEmpty<T>(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? List<T>(list) : [];

    public static SchemaDefinition Definition(JsonElement answer) => new(Text(answer, "schema"), References(answer));

    public static SubjectSchema Version(JsonElement answer) =>
        new(Text(answer, "subject"), Number(answer, "version"), Number(answer, "id"), Text(answer, "schema"), References(answer));

    public static SchemaRegistryException Unexpected(string what) =>
        new($"The schema registry's answer has no '{what}', or not of the expected type.", errorCode: 0, statusCode: null, isTransient: true);

    private static List<SchemaReference> References(JsonElement answer) =>
        [.. ListOrEmpty<JsonElement>(answer, "references").Select(r => new SchemaReference(Text(r, "name"), Text(r, "subject"), Number(r, "version")))];

    private static JsonElement Member(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var member) ? member : throw Unexpected(name);
}
