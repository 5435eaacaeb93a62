using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Avro;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Encodes the default that a schema gives a field. Source: Apache Avro specification, "Complex Types: Records".</summary>
internal static class DefaultValue
{
    private const char LargestByte = '\u00FF';

    // A default has no more levels than the JSON that it stands in; but a record may contain itself by its own defaults.
    private const int MaxDepth = 64;

    /// <summary>Encodes a default.</summary>
    /// <returns>False when it is not of the schema's type.</returns>
    public static bool TryEncode(Schema schema, JToken json, [NotNullWhen(true)] out byte[]? encoded)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(buffer);
        var isValid = TryWrite(schema, json, ref writer, 0);
        writer.Flush();
        encoded = isValid ? buffer.WrittenSpan.ToArray() : null;
        return isValid;
    }

    private static bool TryWrite(Schema schema, JToken json, ref AvroWriter writer, int depth) => depth <= MaxDepth && schema switch
    {
        LogicalSchema logical => TryWrite(logical.BaseSchema, json, ref writer, depth),
        UnionSchema union => TryWriteBranch(union, json, ref writer, depth),
        RecordSchema record => json is JObject fields && TryWriteFields(record, fields, ref writer, depth),
        ArraySchema array => json is JArray items && TryWriteItems(array.ItemSchema, [.. items.Select(item => ((string?)null, item))], ref writer, depth),
        MapSchema map => json is JObject entries && TryWriteItems(map.ValueSchema, [.. entries.Properties().Select(p => ((string?)p.Name, p.Value))], ref writer, depth),
        _ => TryWritePrimitive(schema, json, ref writer),
    };

    private static bool TryWriteBranch(UnionSchema union, JToken json, ref AvroWriter writer, int depth)
    {
        for (var i = 0; i < union.Count; i++)
        {
            var buffer = new ArrayBufferWriter<byte>();
            var branch = new AvroWriter(buffer);
            if (!TryWrite(union[i], json, ref branch, depth + 1))
                continue;

            branch.Flush();
            writer.WriteUnionIndex(i);
            writer.WriteFixed(buffer.WrittenSpan);
            return true;
        }

        return false;
    }

    private static bool TryWriteFields(RecordSchema record, JObject json, ref AvroWriter writer, int depth)
    {
        foreach (var field in record.Fields)
            if ((json[field.Name] ?? field.DefaultValue) is not { } value || !TryWrite(field.Schema, value, ref writer, depth + 1))
                return false;

        return true;
    }

    private static bool TryWriteItems(Schema schema, (string? Key, JToken Value)[] items, ref AvroWriter writer, int depth)
    {
        if (items.Length > 0)
            writer.WriteLong(items.Length);

        foreach (var (key, value) in items)
        {
            if (key is not null)
                writer.WriteString(key);

            if (!TryWrite(schema, value, ref writer, depth + 1))
                return false;
        }

        writer.WriteLong(0);
        return true;
    }

    private static bool TryWritePrimitive(Schema schema, JToken json, ref AvroWriter writer)
    {
        switch (schema.Tag, json.Type)
        {
            case (Schema.Type.Null, JTokenType.Null):
                return true;
            case (Schema.Type.Boolean, JTokenType.Boolean):
                writer.WriteBoolean((bool)json);
                return true;
            case (Schema.Type.Int or Schema.Type.Long, JTokenType.Integer) when IsWithin(schema.Tag, json):
                writer.WriteLong((long)json);
                return true;
            case (Schema.Type.Float, JTokenType.Integer or JTokenType.Float):
                writer.WriteFloat((float)json);
                return true;
            case (Schema.Type.Double, JTokenType.Integer or JTokenType.Float):
                writer.WriteDouble((double)json);
                return true;
            case (Schema.Type.String, JTokenType.String):
                writer.WriteString((string)json!);
                return true;
            case (Schema.Type.String, JTokenType.Date) when json is JValue { Value: DateTime { Kind: not DateTimeKind.Local } time }:
                // Apache.Avro's parser takes a text that looks like a time for one. Written again it is the same, unless it had an offset.
                writer.WriteString(JsonConvert.ToString(time).Trim('"'));
                return true;
            case (Schema.Type.Bytes, JTokenType.String) when ((string)json!).All(c => c <= LargestByte):
                writer.WriteBytes(System.Text.Encoding.Latin1.GetBytes((string)json!));
                return true;
            case (Schema.Type.Fixed, JTokenType.String) when ((string)json!).Length == ((FixedSchema)schema).Size && ((string)json!).All(c => c <= LargestByte):
                writer.WriteFixed(System.Text.Encoding.Latin1.GetBytes((string)json!));
                return true;
            case (Schema.Type.Enumeration, JTokenType.String) when ((EnumSchema)schema).Contains((string)json!):
                writer.WriteInt(((EnumSchema)schema).Ordinal((string)json!));
                return true;
            default:
                return false;
        }
    }

    private static bool IsWithin(Schema.Type type, JToken json) =>
        long.TryParse(json.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) && (type == Schema.Type.Long || number is >= int.MinValue and <= int.MaxValue);
}
