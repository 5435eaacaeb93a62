using Avro;

namespace Sts.Core.Schemas.Binary;

/// <summary>Moves over values that nobody wants.</summary>
internal static class AvroSkipper
{
    /// <summary>Moves behind a value.</summary>
    /// <param name="schema">The schema that it was written with.</param>
    /// <param name="reader">Stands at its first byte, afterwards behind its last.</param>
    public static void Skip(Schema schema, ref AvroReader reader)
    {
        switch (schema)
        {
            case RecordSchema record:
                reader.Enter();
                foreach (var field in record.Fields)
                    Skip(field.Schema, ref reader);

                reader.Leave();
                break;
            case ArraySchema array:
                SkipItems(array.ItemSchema, hasKeys: false, ref reader);
                break;
            case MapSchema map:
                SkipItems(map.ValueSchema, hasKeys: true, ref reader);
                break;
            case UnionSchema union:
                Skip(union[reader.ReadUnionIndex(union.Count)], ref reader);
                break;
            case LogicalSchema logical:
                Skip(logical.BaseSchema, ref reader);
                break;
            case FixedSchema bytes:
                reader.Skip(bytes.Size);
                break;
            default:
                SkipPrimitive(schema.Tag, ref reader);
                break;
        }
    }

    private static void SkipItems(Schema items, bool hasKeys, ref AvroReader reader)
    {
        reader.Enter();
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
        {
            for (var i = 0; i < count; i++)
            {
                if (hasKeys)
                    reader.ReadBytesSpan();

                Skip(items, ref reader);
            }
        }

        reader.Leave();
    }

    private static void SkipPrimitive(Schema.Type type, ref AvroReader reader)
    {
        switch (type)
        {
            case Schema.Type.Null: break;
            case Schema.Type.Boolean: reader.ReadBoolean(); break;
            case Schema.Type.Int or Schema.Type.Enumeration: reader.ReadInt(); break;
            case Schema.Type.Long: reader.ReadLong(); break;
            case Schema.Type.Float: reader.Skip(sizeof(float)); break;
            case Schema.Type.Double: reader.Skip(sizeof(double)); break;
            default: reader.ReadBytesSpan(); break;
        }
    }
}
