using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Avro;

namespace Sts.Core.Schemas;

/// <summary>Avro schemas as JSON text: parsing, and telling whether two texts are the same schema.</summary>
internal static class SchemaText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Parses a schema, leaving out its logical types: they do not change how a value is encoded or resolved, the Avro
    /// specification says to ignore unknown ones, and Apache.Avro fails on them instead.
    /// </summary>
    /// <exception cref="SchemaParseException">The text is not a valid Avro schema.</exception>
    public static Schema Parse(string text)
    {
        var json = ParseJson(text);
        RemoveLogicalTypes(json);
        try
        {
            // Apache.Avro answers null to an object whose type it does not know.
            var schema = Schema.Parse(json.ToJsonString()) ?? throw new SchemaParseException("Not a valid Avro schema: its type is unknown.");
            return SchemaDepth.Of(schema) <= SchemaDepth.Most
                ? schema
                : throw new SchemaParseException($"Not a valid Avro schema: its types could lead through more than {SchemaDepth.Most} others.");
        }
        catch (Exception e) when (e is not SchemaParseException)
        {
            // Apache.Avro lets through whatever its JSON library and its collections throw.
            throw new SchemaParseException($"Not a valid Avro schema: {e.Message}", e);
        }
    }

    /// <summary>The text without insignificant white space.</summary>
    /// <exception cref="SchemaParseException">The text is not JSON.</exception>
    public static string Compact(string text) => ParseJson(text).ToJsonString();

    /// <summary>The text in the form that all spellings of the schema share; see <see cref="SchemaNormalizer"/>.</summary>
    /// <exception cref="SchemaParseException">The text is not JSON, or far from a schema.</exception>
    public static string Normalize(string text) => SchemaNormalizer.Normalize(ParseJson(text)).ToJsonString();

    /// <summary>The normalised text, with the types that the schema uses and other schemas define put in.</summary>
    /// <exception cref="SchemaParseException">A text is not JSON, or far from a schema.</exception>
    public static string Inline(string text, IEnumerable<string> referenced) =>
        SchemaNormalizer.Inline(ParseJson(text), referenced.Select(ParseJson)).ToJsonString();

    /// <summary>
    /// SHA-256 of the schema as JSON without white space and with the members of objects in the order of their names: two
    /// texts which differ only there are the same schema. Documentation, defaults, aliases and references count.
    /// </summary>
    /// <exception cref="SchemaParseException">The text is not JSON.</exception>
    public static string Fingerprint(string text, IReadOnlyList<SchemaReference>? references = null)
    {
        var sorted = JsonSerializer.SerializeToUtf8Bytes(Sort(ParseJson(text)));
        return Convert.ToHexStringLower(SHA256.HashData(references is { Count: > 0 } ? [.. sorted, .. JsonSerializer.SerializeToUtf8Bytes(references)] : sorted));
    }

    private static JsonNode ParseJson(string text)
    {
        try
        {
            // A bare name, as in the text: string, is how some clients send a primitive schema.
            var json = AvroName.IsPrimitive(text.Trim()) ? $"\"{text.Trim()}\"" : text;
            return JsonNode.Parse(json, documentOptions: Strict) ?? throw new SchemaParseException("Not a valid Avro schema: null.");
        }
        catch (JsonException e)
        {
            throw new SchemaParseException($"Not a valid Avro schema: {e.Message}", e);
        }
    }

    private static void RemoveLogicalTypes(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            if (schema.ContainsKey("type"))
                schema.Remove("logicalType");

            foreach (var (name, child) in schema)
                if (name is "type" or "fields" or "items" or "values")
                    RemoveLogicalTypes(child);
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list)
                RemoveLogicalTypes(child);
        }
    }

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sort(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
