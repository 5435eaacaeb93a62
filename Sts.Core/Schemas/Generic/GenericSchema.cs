using System.Text.Json.Nodes;
using Avro;

namespace Sts.Core.Schemas.Generic;

/// <summary>
/// Parses schemas with those logical types that Apache.Avro knows, and without others. The Avro specification says to ignore unknown ones,
/// and ones that don't fit their type; Apache.Avro fails on them.
/// </summary>
internal static class GenericSchema
{
    private const string LogicalType = "logicalType";

    /// <exception cref="SchemaParseException">The text is not a valid Avro schema.</exception>
    public static Schema Parse(string text)
    {
        var bare = SchemaText.Parse(text);
        if (!text.Contains(LogicalType, StringComparison.Ordinal))
            return bare;

        var json = JsonNode.Parse(text)!;
        RemoveUnusable(json);
        return TryParse(json) ?? bare;
    }

    private static void RemoveUnusable(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var child in list)
                RemoveUnusable(child);
        }
        else if (node is JsonObject schema)
        {
            if (schema.ContainsKey(LogicalType) && TryParse(schema) is not LogicalSchema { LogicalType: not null })
                schema.Remove(LogicalType);

            foreach (var (name, child) in schema)
                if (name is "type" or "fields" or "items" or "values")
                    RemoveUnusable(child);
        }
    }

    private static Schema? TryParse(JsonNode json)
    {
        try
        {
            return Schema.Parse(json.ToJsonString());
        }
        catch (Exception)
        {
            // Apache.Avro lets through whatever its JSON library and its logical types throw. What they refuse is left out.
            return null;
        }
    }
}
