using Avro;
using Avro.Generic;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Generic;

/// <summary>
/// Reads values of any schema into the types that Apache.Avro's generic reader gives: <see cref="GenericRecord"/>, arrays of objects,
/// dictionaries, and so on. That reader itself is not for bytes from outside: it takes what a few of them declare for granted.
/// </summary>
internal static class GenericReader
{
    /// <summary>Reads one value.</summary>
    /// <param name="schema">The schema that it was written with. Where it has a logical type, the value is of that type.</param>
    /// <param name="reader">Stands at the value's first byte, afterwards behind its last.</param>
    /// <exception cref="Messaging.InvalidMessageException">The bytes are no such value.</exception>
    public static object? Read(Schema schema, ref AvroReader reader) => schema switch
    {
        RecordSchema record => ReadRecord(record, ref reader),
        UnionSchema union => Read(union[reader.ReadUnionIndex(union.Count)], ref reader),
        ArraySchema array => ReadArray(array.ItemSchema, ref reader),
        MapSchema map => ReadMap(map.ValueSchema, ref reader),
        LogicalSchema logical => ReadLogical(logical, ref reader),
        EnumSchema symbols => new GenericEnum(symbols, symbols[reader.ReadEnumIndex(symbols.Count)]),
        FixedSchema bytes => new GenericFixed(bytes, reader.ReadFixedSpan(bytes.Size).ToArray()),
        _ => ReadPrimitive(schema.Tag, ref reader),
    };

    /// <summary>Reads a record.</summary>
    /// <inheritdoc cref="Read"/>
    public static GenericRecord ReadRecord(RecordSchema schema, ref AvroReader reader)
    {
        reader.Enter();
        var record = new GenericRecord(schema);
        foreach (var field in schema.Fields)
            record.Add(field.Pos, Read(field.Schema, ref reader));

        reader.Leave();
        return record;
    }

    private static object?[] ReadArray(Schema items, ref AvroReader reader)
    {
        reader.Enter();
        object?[] array = [];
        var read = 0;
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
        {
            Array.Resize(ref array, read == 0 ? count : Math.Max(read + count, 2 * read));
            for (var i = 0; i < count; i++)
                array[read++] = Read(items, ref reader);
        }

        Array.Resize(ref array, read);
        reader.Leave();
        return array;
    }

    private static Dictionary<string, object?> ReadMap(Schema values, ref AvroReader reader)
    {
        reader.Enter();
        var map = new Dictionary<string, object?>();
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
            for (var i = 0; i < count; i++)
                map[reader.ReadString()] = Read(values, ref reader);

        reader.Leave();
        return map;
    }

    private static object ReadLogical(LogicalSchema schema, ref AvroReader reader)
    {
        var start = reader.Position;
        var value = Read(schema.BaseSchema, ref reader);
        try
        {
            return schema.LogicalType.ConvertToLogicalValue(value, schema);
        }
        catch (Exception e)
        {
            // A date beyond year 9999, a UUID of other letters: each of the types fails in a way of its own.
            throw AvroReaderErrors.NotTheLogicalType(schema.LogicalTypeName, e, start);
        }
    }

    private static object? ReadPrimitive(Schema.Type type, ref AvroReader reader) => type switch
    {
        Schema.Type.Null => null,
        Schema.Type.Boolean => reader.ReadBoolean(),
        Schema.Type.Int => reader.ReadInt(),
        Schema.Type.Long => reader.ReadLong(),
        Schema.Type.Float => reader.ReadFloat(),
        Schema.Type.Double => reader.ReadDouble(),
        Schema.Type.Bytes => reader.ReadBytes(),
        _ => reader.ReadString(),
    };
}
