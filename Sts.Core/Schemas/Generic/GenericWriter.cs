using System.Collections;
using Avro;
using Avro.Generic;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Generic;

/// <summary>Writes the values that <see cref="GenericReader"/> reads.</summary>
internal static class GenericWriter
{
    /// <summary>Writes one value.</summary>
    /// <exception cref="AvroTypeException">The value is not of the schema's type; names the field.</exception>
    public static void Write(Schema schema, object? value, ref AvroWriter writer)
    {
        switch (schema, value)
        {
            case (RecordSchema record, GenericRecord given) when given.Schema.Fullname == record.Fullname:
                WriteFields(record, given, ref writer);
                break;
            case (UnionSchema union, _):
                var branch = BranchOf(union, value);
                writer.WriteUnionIndex(branch);
                Write(union[branch], value, ref writer);
                break;
            case (LogicalSchema logical, not null) when logical.LogicalType.IsInstanceOfLogicalType(value):
                Write(logical.BaseSchema, logical.LogicalType.ConvertToBaseValue(value, logical), ref writer);
                break;
            case (ArraySchema array, IList items and not byte[]):
                WriteItems(array.ItemSchema, items, ref writer);
                break;
            case (MapSchema map, IDictionary entries):
                WriteEntries(map.ValueSchema, entries, ref writer);
                break;
            case (EnumSchema symbols, GenericEnum given) when symbols.Contains(given.Value):
                writer.WriteInt(symbols.Ordinal(given.Value));
                break;
            case (FixedSchema bytes, GenericFixed given) when given.Value.Length == bytes.Size:
                writer.WriteFixed(given.Value);
                break;
            default:
                WritePrimitive(schema, value, ref writer);
                break;
        }
    }

    private static void WriteFields(RecordSchema schema, GenericRecord record, ref AvroWriter writer)
    {
        foreach (var field in schema.Fields)
        {
            var value = record.Schema == schema ? record.GetValue(field.Pos) : record.TryGetValue(field.Name, out var found) ? found : null;
            try
            {
                Write(field.Schema, value, ref writer);
            }
            catch (AvroTypeException e)
            {
                throw new AvroTypeException($"Field '{field.Name}' of {schema.Fullname}: {e.Message}", e);
            }
        }
    }

    private static void WriteItems(Schema schema, IList items, ref AvroWriter writer)
    {
        if (items.Count > 0)
            writer.WriteLong(items.Count);

        foreach (var item in items)
            Write(schema, item, ref writer);

        writer.WriteLong(0);
    }

    private static void WriteEntries(Schema schema, IDictionary entries, ref AvroWriter writer)
    {
        if (entries.Count > 0)
            writer.WriteLong(entries.Count);

        foreach (DictionaryEntry entry in entries)
        {
            writer.WriteString(entry.Key as string ?? throw Mismatch("a map with keys of type string", entry.Key));
            Write(schema, entry.Value, ref writer);
        }

        writer.WriteLong(0);
    }

    private static void WritePrimitive(Schema schema, object? value, ref AvroWriter writer)
    {
        switch (schema.Tag, value)
        {
            case (Schema.Type.Null, null): break;
            case (Schema.Type.Boolean, bool flag): writer.WriteBoolean(flag); break;
            case (Schema.Type.Int, int number): writer.WriteInt(number); break;
            case (Schema.Type.Long, long number): writer.WriteLong(number); break;
            case (Schema.Type.Float, float number): writer.WriteFloat(number); break;
            case (Schema.Type.Double, double number): writer.WriteDouble(number); break;
            case (Schema.Type.Bytes, byte[] bytes): writer.WriteBytes(bytes); break;
            case (Schema.Type.String, string text): writer.WriteString(text); break;
            default: throw Mismatch(schema.ToString(), value);
        }
    }

    private static int BranchOf(UnionSchema union, object? value)
    {
        for (var i = 0; i < union.Count; i++)
            if (IsOf(union[i], value))
                return i;

        throw Mismatch(union.ToString(), value);
    }

    private static bool IsOf(Schema schema, object? value) => (schema, value) switch
    {
        (LogicalSchema logical, not null) => logical.LogicalType.IsInstanceOfLogicalType(value),
        (RecordSchema record, GenericRecord given) => given.Schema.Fullname == record.Fullname,
        (EnumSchema symbols, GenericEnum given) => given.Schema.Fullname == symbols.Fullname,
        (FixedSchema bytes, GenericFixed given) => given.Schema.Fullname == bytes.Fullname,
        (ArraySchema, IList and not byte[]) => true,
        (MapSchema, IDictionary) => true,
        _ => (schema.Tag, value) is (Schema.Type.Null, null) or (Schema.Type.Boolean, bool) or (Schema.Type.Int, int) or (Schema.Type.Long, long)
            or (Schema.Type.Float, float) or (Schema.Type.Double, double) or (Schema.Type.Bytes, byte[]) or (Schema.Type.String, string),
    };

    private static AvroTypeException Mismatch(string expected, object? value) =>
        new($"{(value is null ? "null" : $"a value of type {value.GetType().Name}")} can't be written as {expected}.");
}
