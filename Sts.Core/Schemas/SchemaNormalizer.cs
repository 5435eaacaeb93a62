using System.Text.Json.Nodes;

namespace Sts.Core.Schemas;

/// <summary>
/// Writes a schema in the one form that all spellings of it share: full names, no namespaces, types without attributes as bare names,
/// attributes in order. What a reader or a person could miss (documentation, defaults, aliases, logical types) stays. On the way it can
/// put in the definitions of types that the schema only refers to.
/// </summary>
internal sealed class SchemaNormalizer
{
    // What is deeper can't be read as JSON.
    private const int MaxDepth = 64;

    private readonly Dictionary<string, (JsonObject Definition, string Namespace)> _referenced = [];
    private readonly HashSet<string> _written = [];
    private int _depth;

    private SchemaNormalizer()
    {
    }

    public static JsonNode Normalize(JsonNode schema) => Inline(schema, []);

    /// <summary>Normalises a schema, and defines each type of the referenced schemas where it is used first.</summary>
    public static JsonNode Inline(JsonNode schema, IEnumerable<JsonNode> referenced)
    {
        var normalizer = new SchemaNormalizer();
        foreach (var other in referenced)
            normalizer.Collect(other, "");

        return normalizer.Write(schema, "");
    }

    private void Collect(JsonNode? node, string space)
    {
        if (node is JsonArray branches)
        {
            foreach (var branch in branches)
                Collect(branch, space);
        }
        else if (node is JsonObject type)
        {
            if (IsNamed(type))
            {
                var name = AvroName.Of(type, space);
                _referenced.TryAdd(name, (type, space));
                space = AvroName.Namespace(name);
            }

            foreach (var child in Children(type))
                Collect(child, space);
        }
    }

    private JsonNode Write(JsonNode? node, string space)
    {
        if (++_depth > MaxDepth)
            throw new Avro.SchemaParseException($"Not a valid Avro schema: with the types that it refers to it is more than {MaxDepth} deep.");

        JsonNode written = node switch
        {
            JsonArray branches => new JsonArray([.. branches.Select(branch => Write(branch, space))]),
            JsonObject type => WriteType(type, space),
            JsonValue value when value.TryGetValue<string>(out var name) => WriteName(name, space),
            _ => node?.DeepClone() ?? throw new Avro.SchemaParseException("Not a valid Avro schema: null where a type is expected."),
        };
        _depth--;
        return written;
    }

    private JsonNode WriteName(string name, string space)
    {
        if (AvroName.IsPrimitive(name))
            return name;

        var resolved = AvroName.Resolve(name, space, other => _written.Contains(other) || _referenced.ContainsKey(other));
        return _referenced.TryGetValue(resolved, out var found) && !_written.Contains(resolved) ? WriteType(found.Definition, found.Namespace) : resolved;
    }

    private JsonNode WriteType(JsonObject type, string space)
    {
        if (IsNamed(type))
            return WriteNamed(type, space);

        // An attribute makes the type another one, as a logical type does; without any it is what its name says.
        if (type.Count == 1 && type["type"] is { } only && !Is(only, "array", "map"))
            return Write(only, space);

        var written = new JsonObject();
        if (type["type"] is { } itself)
            written["type"] = Is(itself, "array", "map") ? itself.DeepClone() : Write(itself, space);

        AddOthers(written, type, attribute => attribute.Key is "items" or "values" ? Write(attribute.Value, space) : attribute.Value?.DeepClone());
        return written;
    }

    private JsonNode WriteNamed(JsonObject type, string space)
    {
        var name = AvroName.Of(type, space);
        if (!_written.Add(name) && _referenced.TryGetValue(name, out var found) && ReferenceEquals(found.Definition, type))
            return name;

        var own = AvroName.Namespace(name);
        var written = new JsonObject { ["name"] = name, ["type"] = type["type"]!.DeepClone() };
        if (own.Length == 0 && space.Length > 0)
            written["namespace"] = ""; // or it would be in the one around it

        AddOthers(written, type, attribute => attribute switch
        {
            ("fields", JsonArray fields) => new JsonArray([.. fields.Select(field => WriteField(field, own))]),
            ("aliases", JsonArray aliases) => new JsonArray([.. aliases.Select(alias => (JsonNode)AvroName.Qualify(alias?.ToString() ?? "", own))]),
            _ => attribute.Value?.DeepClone(),
        });
        return written;
    }

    private JsonNode? WriteField(JsonNode? node, string space)
    {
        if (node is not JsonObject field)
            return node?.DeepClone();

        var written = new JsonObject();
        if (field["name"] is { } name)
            written["name"] = name.DeepClone();

        if (field["type"] is { } type)
            written["type"] = Write(type, space);

        AddOthers(written, field, attribute => attribute.Value?.DeepClone());
        if (written["order"] is { } order && Is(order, "ascending"))
            written.Remove("order"); // that is the default

        return written;
    }

    private static void AddOthers(JsonObject written, JsonObject from, Func<KeyValuePair<string, JsonNode?>, JsonNode?> convert)
    {
        foreach (var attribute in from.OrderBy(a => a.Key, StringComparer.Ordinal))
            if (attribute.Key is not ("name" or "type" or "namespace"))
                written[attribute.Key] = convert(attribute);
    }

    private static IEnumerable<JsonNode?> Children(JsonObject type) =>
        [type["type"], type["items"], type["values"], .. type["fields"] is JsonArray fields ? fields.Select(field => (field as JsonObject)?["type"]) : []];

    private static bool IsNamed(JsonObject type) => type["name"] is not null && type["type"] is { } kind && Is(kind, "record", "error", "enum", "fixed");

    private static bool Is(JsonNode node, params ReadOnlySpan<string> names) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && names.Contains(text);
}
