using Avro;
using Avro.Generic;
using CsCheck;

namespace Sts.Tests.Core.Schemas;

/// <summary>A schema with every type of Avro, one that contains itself among them, and random records of it.</summary>
internal static class Kitchen
{
    public const string SmallSchema = """{"type":"record","name":"Small","fields":[{"name":"a","type":"int"}]}""";

    public const string Text = """
        {"type":"record","name":"Kitchen","namespace":"sts.tests","fields":[
          {"name":"nothing","type":"null"},{"name":"flag","type":"boolean"},{"name":"small","type":"int"},{"name":"big","type":"long"},
          {"name":"single","type":"float"},{"name":"precise","type":"double"},{"name":"text","type":"string"},{"name":"raw","type":"bytes"},
          {"name":"colour","type":{"type":"enum","name":"Colour","symbols":["RED","GREEN","BLUE"]}},
          {"name":"two","type":{"type":"fixed","name":"Two","size":2}},
          {"name":"numbers","type":{"type":"array","items":"long"}},
          {"name":"colours","type":{"type":"map","values":["null","Colour"]}},
          {"name":"choice","type":["null","string","long",{"type":"array","items":"string"}]},
          {"name":"tree","type":{"type":"record","name":"Node","fields":[{"name":"value","type":"string"},{"name":"children","type":{"type":"array","items":"Node"}}]}}]}
        """;

    public static readonly RecordSchema Schema = (RecordSchema)Avro.Schema.Parse(Text);

    private static readonly EnumSchema ColourSchema = (EnumSchema)Schema["colour"].Schema;
    private static readonly FixedSchema TwoSchema = (FixedSchema)Schema["two"].Schema;
    private static readonly RecordSchema NodeSchema = (RecordSchema)Schema["tree"].Schema;

    private static readonly Gen<GenericEnum> Colours = Gen.Int[0, 2].Select(i => new GenericEnum(ColourSchema, ColourSchema[i]));

    // Strings without lone surrogates, which UTF-8 can't express.
    private static readonly Gen<string> Texts = Gen.Char.AlphaNumeric.Array[0, 70].Select(chars => new string(chars) + (chars.Length % 3 == 0 ? "é💡" : ""));

    private static readonly Gen<object?> Choices = Gen.OneOf(
        Gen.Const((object?)null), Texts.Select(text => (object?)text), Gen.Long.Select(number => (object?)number),
        Texts.Array[0, 3].Select(items => (object?)items.Cast<object>().ToArray()));

    public static readonly Gen<GenericRecord> Records =
        from numbers in Gen.Select(Gen.Bool, Gen.Int, Gen.Long, Gen.Float, Gen.Double)
        from text in Texts
        from bytes in Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[2])
        from items in Gen.Select(Colours, Gen.Long.Array[0, 5], Gen.Select(Texts, Colours).Array[0, 4])
        from choice in Choices
        from tree in Nodes(3)
        select Record(Schema,
            null, numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4, numbers.Item5, text, bytes.Item1, items.Item1,
            new GenericFixed(TwoSchema, bytes.Item2), items.Item2.Cast<object>().ToArray(),
            items.Item3.DistinctBy(entry => entry.Item1).ToDictionary(entry => entry.Item1, entry => entry.Item1.Length % 2 == 0 ? (object)entry.Item2 : null!),
            choice, tree);

    private static Gen<GenericRecord> Nodes(int depth) =>
        from text in Texts
        from children in depth == 0 ? Gen.Const(Array.Empty<GenericRecord>()) : Nodes(depth - 1).Array[0, 3]
        select Record(NodeSchema, text, children.Cast<object>().ToArray());

    private static GenericRecord Record(RecordSchema schema, params object?[] values)
    {
        var record = new GenericRecord(schema);
        foreach (var (index, value) in values.Index())
            record.Add(index, value);

        return record;
    }
}
