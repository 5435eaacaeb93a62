using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Avro.Generic;
using Avro.IO;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Binary;
using Sts.Core.Schemas.Generic;
using Sts.Core.Schemas.Resolution;

namespace Sts.Tests.Core.Schemas.Resolution;

/// <summary>The rules of "Schema Resolution" in the Avro specification, one by one.</summary>
public sealed class SchemaResolutionTests
{
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<ResolutionCase> Primitives() =>
    [
        new("null is read as null", "\"null\"", "null", "\"null\"", "null"),
        new("boolean is read as boolean", "\"boolean\"", "true", "\"boolean\"", "true"),
        new("int is read as int", "\"int\"", "-3", "\"int\"", "-3"),
        new("int is promoted to long", "\"int\"", "-3", "\"long\"", "-3"),
        new("int is promoted to float", "\"int\"", "7", "\"float\"", "7"),
        new("int is promoted to double", "\"int\"", "7", "\"double\"", "7"),
        new("long is promoted to float", "\"long\"", "7", "\"float\"", "7"),
        new("long is promoted to double", "\"long\"", "-7", "\"double\"", "-7"),
        new("float is promoted to double", "\"float\"", "0.5", "\"double\"", "0.5"),
        new("string is promoted to bytes", "\"string\"", "\"abc\"", "\"bytes\"", "\"YWJj\"", "refuses it"),
        new("bytes are promoted to string", "\"bytes\"", "\"abc\"", "\"string\"", "\"abc\"", "refuses it"),
        new("bytes that are not UTF-8 are no string", "\"bytes\"", "\"\u00ff\"", "\"string\"", null),
        new("long is not read as int, however small it is", "\"long\"", "1", "\"int\"", null),
        new("double is not read as float", "\"double\"", "1", "\"float\"", null),
        new("float is not read as int", "\"float\"", "1", "\"int\"", null),
        new("float is not read as long", "\"float\"", "1", "\"long\"", null),
        new("boolean is not read as int", "\"boolean\"", "true", "\"int\"", null),
        new("int is not read as boolean", "\"int\"", "1", "\"boolean\"", null),
        new("int is not read as string", "\"int\"", "1", "\"string\"", null),
        new("string is not read as long", "\"string\"", "\"1\"", "\"long\"", null),
        new("null is not read as string", "\"null\"", "null", "\"string\"", null),
        new("string is not read as null", "\"string\"", "\"\"", "\"null\"", null),
    ];

    private static IEnumerable<ResolutionCase> Records() =>
    [
        new("fields are matched by name, whatever their order", Record(Int("a"), Text("b"), Int("c")), """{"a":1,"b":"x","c":3}""", Record(Int("c"), Int("a"), Text("b")), """{"c":3,"a":1,"b":"x"}"""),
        new("a field that only the writer has is left out, in front", Record(Text("gone"), Int("a")), """{"gone":"x","a":1}""", Record(Int("a")), """{"a":1}"""),
        new("a field that only the writer has is left out, behind", Record(Int("a"), Text("gone")), """{"gone":"x","a":1}""", Record(Int("a")), """{"a":1}"""),
        new("a field that only the writer has is left out, whatever it is", Record(Int("a"), Field("gone", """{"type":"map","values":["null",{"type":"array","items":{"type":"fixed","name":"F","size":2}}]}"""), Int("b")), """{"a":1,"gone":{"k":["ab","cd"],"n":null},"b":2}""", Record(Int("a"), Int("b")), """{"a":1,"b":2}"""),
        new("a field that only the reader has takes its default", Record(Int("a")), """{"a":1}""", Record(Int("a"), Field("b", "\"string\"", "\"x\"")), """{"a":1,"b":"x"}"""),
        new("a field that only the reader has takes its default, in front", Record(Int("a")), """{"a":1}""", Record(Field("b", "\"long\"", "-5"), Int("a")), """{"b":-5,"a":1}"""),
        new("a field that only the reader has, without default, is an error", Record(Int("a")), """{"a":1}""", Record(Int("a"), Int("b")), null),
        new("a default of null", Record(Int("a")), """{"a":1}""", Record(Field("b", """["null","int"]""", "null"), Int("a")), """{"b":null,"a":1}"""),
        new("a default of a union is of its first branch", Record(Int("a")), """{"a":1}""", Record(Field("b", """["int","null"]""", "4")), """{"b":4}"""),
        new("a default of a union may be of another branch", Record(Int("a")), """{"a":1}""", Record(Field("b", """["null","int"]""", "4")), """{"b":4}""", "takes the first branch for it"),
        new("a default of bytes has a byte for each character", Record(Int("a")), """{"a":1}""", Record(Field("b", "\"bytes\"", "\"\\u00ff\"")), """{"b":"/w=="}"""),
        new("a default of a fixed", Record(Int("a")), """{"a":1}""", Record(Field("b", """{"type":"fixed","name":"F","size":2}""", "\"\\u0000\\u00ff\"")), """{"b":"AP8="}"""),
        new("a default of an enum", Record(Int("a")), """{"a":1}""", Record(Field("b", """{"type":"enum","name":"E","symbols":["X","Y"]}""", "\"Y\"")), """{"b":"Y"}"""),
        new("a default of an array", Record(Int("a")), """{"a":1}""", Record(Field("b", """{"type":"array","items":"int"}""", "[1,2]")), """{"b":[1,2]}"""),
        new("a default of a map", Record(Int("a")), """{"a":1}""", Record(Field("b", """{"type":"map","values":"float"}""", """{"k":1.5}""")), """{"b":{"k":1.5}}"""),
        new("a default of a record, with a default inside", Record(Int("a")), """{"a":1}""", Record(Field("b", """{"type":"record","name":"B","fields":[{"name":"x","type":"int"},{"name":"y","type":"int","default":2}]}""", """{"x":1}""")), """{"b":{"x":1,"y":2}}"""),
        new("a default of boolean and double", Record(Int("a")), """{"a":1}""", Record(Field("b", "\"boolean\"", "true"), Field("c", "\"double\"", "0.25")), """{"b":true,"c":0.25}"""),
        new("a default that looks like a time is a string", Record(Int("a")), """{"a":1}""", Record(Field("b", "\"string\"", "\"2026-01-31T18:30:00Z\"")), """{"b":"2026-01-31T18:30:00Z"}""", "rewrites it"),
        new("a default that is not of its field's type is an error", Record(Int("a")), """{"a":1}""", Record(Field("b", "\"int\"", "\"x\"")), null),
        new("a field is matched by its alias", Record(Int("old")), """{"old":1}""", Record(Aliased("new", "\"int\"", "old")), """{"new":1}""", "does not look at it"),
        new("a field's name comes before its alias", Record(Int("old"), Int("new")), """{"old":1,"new":2}""", Record(Aliased("new", "\"int\"", "old")), """{"new":2}"""),
        new("a field's type is promoted", Record(Int("a")), """{"a":1}""", Record(Field("a", "\"double\"")), """{"a":1}"""),
        new("a nested record is resolved too", Record(Field("n", Named("N", Int("x"), Int("y")))), """{"n":{"x":1,"y":2}}""", Record(Field("n", Named("N", Field("y", "\"long\""), Field("z", "\"int\"", "3")))), """{"n":{"y":2,"z":3}}"""),
        new("records of other names don't match", Named("a.R", Int("a")), """{"a":1}""", Named("a.S", Int("a")), null),
        new("records of the same name match in another namespace", Named("a.R", Int("a")), """{"a":1}""", Named("b.R", Int("a")), """{"a":1}""", "wants the full name"),
        new("a record is matched by its alias", Named("a.R", Int("a")), """{"a":1}""", """{"type":"record","name":"S","namespace":"a","aliases":["R"],"fields":[{"name":"a","type":"int"}]}""", """{"a":1}"""),
        new("a record is matched by its alias in another namespace", Named("a.R", Int("a")), """{"a":1}""", """{"type":"record","name":"b.S","aliases":["a.R"],"fields":[{"name":"a","type":"int"}]}""", """{"a":1}"""),
        new("a record may contain itself", Named("Node", Int("v"), Field("next", """["null","Node"]""")), """{"v":1,"next":{"v":2,"next":null}}""", Named("Node", Field("next", """["null","Node"]"""), Field("v", "\"long\"")), """{"next":{"next":null,"v":2},"v":1}"""),
        new("a record is not read as a map", Record(Int("a")), """{"a":1}""", """{"type":"map","values":"int"}""", null),
    ];

    private static IEnumerable<ResolutionCase> Collections() =>
    [
        new("an array's items are resolved", """{"type":"array","items":"int"}""", "[1,2]", """{"type":"array","items":"double"}""", "[1,2]"),
        new("an array of items that don't match is an error", """{"type":"array","items":"string"}""", "[\"x\"]", """{"type":"array","items":"int"}""", null),
        new("an array of records", Array(Record(Int("a"), Int("b"))), """[{"a":1,"b":2},{"a":3,"b":4}]""", Array(Record(Int("b"), Int("a"))), """[{"b":2,"a":1},{"b":4,"a":3}]"""),
        new("a map's values are resolved", """{"type":"map","values":"int"}""", """{"k":1}""", """{"type":"map","values":"long"}""", """{"k":1}"""),
        new("an array is not read as a map", """{"type":"array","items":"int"}""", "[]", """{"type":"map","values":"int"}""", null),
        new("an enum is read by its symbols", Enum("E", "A", "B"), "\"B\"", Enum("E", "B", "A"), "\"B\""),
        new("a symbol that the reader lacks is an error", Enum("E", "A", "B"), "\"B\"", Enum("E", "A"), null),
        new("a symbol that the reader lacks becomes its default", Enum("E", "A", "B"), "\"B\"", """{"type":"enum","name":"E","symbols":["A","X"],"default":"X"}""", "\"X\""),
        new("a symbol that the reader knows needs no default", Enum("E", "A", "B"), "\"A\"", """{"type":"enum","name":"E","symbols":["A","X"],"default":"X"}""", "\"A\""),
        new("enums of other names don't match", Enum("E", "A"), "\"A\"", Enum("F", "A"), null),
        new("an enum is matched by its alias", Enum("E", "A"), "\"A\"", """{"type":"enum","name":"F","aliases":["E"],"symbols":["A"]}""", "\"A\""),
        new("an enum is not read as a string", Enum("E", "A"), "\"A\"", "\"string\"", null),
        new("a fixed of the same name and size", Fixed("F", 2), "\"ab\"", Fixed("F", 2), "\"YWI=\""),
        new("a fixed of another size doesn't match", Fixed("F", 2), "\"ab\"", Fixed("F", 3), null),
        new("a fixed of another name doesn't match", Fixed("F", 2), "\"ab\"", Fixed("G", 2), null),
        new("a fixed is not read as bytes", Fixed("F", 2), "\"ab\"", "\"bytes\"", null),
    ];

    private static IEnumerable<ResolutionCase> Unions() =>
    [
        new("both are unions: the branch is found again elsewhere", """["null","string"]""", "\"x\"", """["string","null"]""", "\"x\""),
        new("both are unions: the branch is promoted", """["null","int"]""", "3", """["null","double"]""", "3"),
        new("both are unions: a branch that the reader lacks is an error if the value is of it", """["null","string"]""", "\"x\"", """["null","int"]""", null),
        new("both are unions: a branch that the reader lacks is no error if the value is of another", """["null","string"]""", "null", """["null","int"]""", "null"),
        new("only the reader's is a union: the branch that matches", "\"string\"", "\"x\"", """["null","string"]""", "\"x\""),
        new("only the reader's is a union: a branch by promotion", "\"int\"", "3", """["null","long"]""", "3"),
        new("only the reader's is a union: the same type comes before a promotion, as in Java; the specification takes the first", "\"bytes\"", "\"\u00ff\"", """["string","bytes"]""", "\"/w==\""),
        new("only the reader's is a union: of several promotions the first", "\"int\"", "3", """["string","float","long"]""", "3"),
        new("only the reader's is a union: no branch matches", "\"boolean\"", "true", """["null","string"]""", null),
        new("only the writer's is a union: a value of the branch that matches", """["null","string"]""", "\"x\"", "\"string\"", "\"x\""),
        new("only the writer's is a union: a value of another branch is an error", """["null","string"]""", "null", "\"string\"", null),
        new("only the writer's is a union: each branch is promoted", """["int","float"]""", "3", "\"double\"", "3"),
        new("a union of records is matched by name", Union(Named("A", Int("a")), Named("B", Int("a"))), """{"a":1}""", Union(Named("B", Int("a")), Named("A", Int("a"))), """{"a":1}"""),
        new("a union of a record, an array and a map", Union("\"null\"", Named("A", Int("a")), Array("\"int\""), """{"type":"map","values":"int"}"""), "[1]", Union(Array("\"long\""), "\"null\""), "[1]"),
        new("a field's union", Record(Field("u", """["null","int"]""")), """{"u":3}""", Record(Field("u", """["long","null"]""")), """{"u":3}"""),
        new("a field that becomes a union", Record(Text("u")), """{"u":"x"}""", Record(Field("u", """["null","string"]""", "null")), """{"u":"x"}"""),
    ];

    private static IEnumerable<ResolutionCase> LogicalTypes() =>
    [
        new("a logical type is read as what it is based on", """{"type":"long","logicalType":"timestamp-millis"}""", "1", "\"long\"", "1", "refuses it"),
        new("a logical type is promoted as what it is based on", """{"type":"int","logicalType":"date"}""", "1", "\"long\"", "1", "refuses it"),
        new("an unknown logical type is ignored", """{"type":"string","logicalType":"colour"}""", "\"red\"", "\"string\"", "\"red\"", "fails on it"),
        new("decimals of the same precision and scale", Decimal(9, 2), "\"\u0001\"", Decimal(9, 2), "\"AQ==\""),
        new("decimals of another scale don't match", Decimal(9, 2), "\"\u0001\"", Decimal(9, 3), null, "changes the number"),
        new("decimals of another precision don't match", Decimal(9, 2), "\"\u0001\"", Decimal(8, 2), null, "reads them"),
    ];

    [TestCaseSource(nameof(Primitives))]
    [TestCaseSource(nameof(Records))]
    [TestCaseSource(nameof(Collections))]
    [TestCaseSource(nameof(Unions))]
    [TestCaseSource(nameof(LogicalTypes))]
    public async Task Copy_ByTheSpecification(ResolutionCase rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var written = AvroBytes.EncodeJson(rule.Writer, rule.Value);

        var resolved = Resolve(rule, written);

        (resolved is null ? null : await ToJsonAsync(rule.Reader, resolved)).Should().Be(rule.Expected is null ? null : Indented(rule.Expected));
        Same(ResolveWithApache(rule, written), resolved).Should().Be(rule.Apache is null, "the name says what Apache.Avro does");
    }

    private static byte[]? Resolve(ResolutionCase rule, byte[] written)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var from = new AvroReader(written);
        var to = new AvroWriter(buffer);
        try
        {
            SchemaResolver.Resolve(GenericSchema.Parse(rule.Writer), GenericSchema.Parse(rule.Reader)).Copy(ref from, ref to);
            from.EnsureEnd();
            to.Flush();
            return buffer.WrittenSpan.ToArray();
        }
        catch (InvalidMessageException)
        {
            return null;
        }
    }

    private static byte[]? ResolveWithApache(ResolutionCase rule, byte[] written)
    {
        try
        {
            var reader = Avro.Schema.Parse(rule.Reader);
            var value = new GenericDatumReader<object?>(Avro.Schema.Parse(rule.Writer), reader).Read(null, new BinaryDecoder(new MemoryStream(written)));
            return AvroBytes.EncodeGeneric(reader, value);
        }
        catch (Exception)
        {
            // Whatever it is, it is an error of Apache.Avro.
            return null;
        }
    }

    private static bool Same(byte[]? first, byte[]? second) => first is null || second is null ? first == second : first.AsSpan().SequenceEqual(second);

    private static Task<string> ToJsonAsync(string schema, byte[] data) =>
        new AvroJson(new ScriptedRegistry { Schemas = { [1] = schema } }).DecodeAsync(AvroBytes.Message(1, data), default);

    private static string Indented(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json), ForPeople);

    private static string Record(params string[] fields) => Named("R", fields);

    private static string Named(string name, params string[] fields) => $$"""{"type":"record","name":"{{name}}","fields":[{{string.Join(',', fields)}}]}""";

    private static string Field(string name, string type) => $$"""{"name":"{{name}}","type":{{type}}}""";

    private static string Field(string name, string type, string value) => $$"""{"name":"{{name}}","type":{{type}},"default":{{value}}}""";

    private static string Aliased(string name, string type, string alias) => $$"""{"name":"{{name}}","type":{{type}},"aliases":["{{alias}}"]}""";

    private static string Int(string name) => Field(name, "\"int\"");

    private static string Text(string name) => Field(name, "\"string\"");

    private static string Array(string items) => $$"""{"type":"array","items":{{items}}}""";

    private static string Union(params string[] branches) => $"[{string.Join(',', branches)}]";

    private static string Enum(string name, params string[] symbols) =>
        $$"""{"type":"enum","name":"{{name}}","symbols":[{{string.Join(',', symbols.Select(symbol => $"\"{symbol}\""))}}]}""";

    private static string Fixed(string name, int size) => $$"""{"type":"fixed","name":"{{name}}","size":{{size}}}""";

    private static string Decimal(int precision, int scale) => $$"""{"type":"bytes","logicalType":"decimal","precision":{{precision}},"scale":{{scale}}}""";
}
