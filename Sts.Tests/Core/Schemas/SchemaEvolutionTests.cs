using System.Buffers;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Binary;

namespace Sts.Tests.Core.Schemas;

public class SchemaEvolutionTests
{
    private const string Fields = """{"name":"timestamp","type":"string"},{"name":"text","type":"string"},{"name":"user","type":"string"}""";

    [Test]
    public async Task Deserialize_WriterHasMoreFields_LeavesThemOut() =>
        (await ReadAsync<TranscriptionSegment>(
            Segment($$$"""{"name":"confidence","type":"double"},{{{Fields}}},{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}"""),
            ("confidence", 0.5), ("timestamp", "t"), ("text", "x"), ("user", "u"), ("at", DateTime.UnixEpoch))).Should().Be(new TranscriptionSegment("t", "x", "u"));

    [Test]
    public async Task Deserialize_WriterHasAnotherOrder_ReadsByName() =>
        (await ReadAsync<TranscriptionSegment>(
            Segment("""{"name":"user","type":"string"},{"name":"text","type":"string"},{"name":"timestamp","type":"string"}"""),
            ("timestamp", "t"), ("text", "x"), ("user", "u"))).Should().Be(new TranscriptionSegment("t", "x", "u"));

    [Test]
    public async Task Deserialize_WriterLacksAFieldWithDefault_TakesTheDefault() =>
        (await ReadAsync<ActionMessage>(
            """{"type":"record","name":"ActionMessage","namespace":"sts.action","fields":[{"name":"original_text","type":"string"},{"name":"reasoning","type":"string"},{"name":"user_id","type":"string"},{"name":"timestamp","type":"string"}]}""",
            ("original_text", "o"), ("reasoning", "r"), ("user_id", "u"), ("timestamp", "t"))).Should().Be(new ActionMessage("o", "r", null, null, "u", "t"));

    [Test]
    public async Task Deserialize_WriterHasTheUnionOtherwise_ReadsTheValue() =>
        (await ReadAsync<ActionMessage>(
            ActionMessage.AvroSchema.ToString().Replace("""["null","string"]""", """["string","null"]""", StringComparison.Ordinal)
                .Replace("\"default\":null,", "", StringComparison.Ordinal),
            ("original_text", "o"), ("reasoning", "r"), ("categorization", "c"), ("refined_prompt", null), ("user_id", "u"), ("timestamp", "t")))
            .Should().Be(new ActionMessage("o", "r", "c", null, "u", "t"));

    [Test]
    public async Task Deserialize_WriterAddsDocumentation_ReadsWithoutResolution() =>
        (await ReadAsync<TranscriptionSegment>(
            Segment(Fields).Replace("\"fields\"", "\"doc\":\"what was said\",\"fields\"", StringComparison.Ordinal),
            ("timestamp", "t"), ("text", "x"), ("user", "u"))).Should().Be(new TranscriptionSegment("t", "x", "u"));

    [Test]
    public async Task Deserialize_WriterLacksAFieldWithoutDefault_IsInvalid() =>
        await UnreadableAsync<TranscriptionSegment>(
            Segment("""{"name":"timestamp","type":"string"},{"name":"text","type":"string"}"""), ("timestamp", "t"), ("text", "x"));

    [Test]
    public async Task Deserialize_WriterHasAnotherType_IsInvalid() =>
        await UnreadableAsync<TranscriptionSegment>(
            Segment(Fields.Replace("\"user\",\"type\":\"string\"", "\"user\",\"type\":\"int\"", StringComparison.Ordinal)),
            ("timestamp", "t"), ("text", "x"), ("user", 1));

    [Test]
    public async Task Deserialize_WriterIsALongWhereAnIntIsRead_IsInvalid() =>
        await UnreadableAsync<AggregatorRequest>(
            """{"type":"record","name":"AggregatorRequest","namespace":"sts.aggregator","fields":[{"name":"session_id","type":"long"},{"name":"user_id","type":"string"}]}""",
            ("session_id", 1L), ("user_id", "u"));

    [Test]
    public async Task Deserialize_UnionBranchThatCantBeRead_IsInvalidOnlyForThatBranch()
    {
        var writer = Segment(Fields.Replace("\"user\",\"type\":\"string\"", "\"user\",\"type\":[\"null\",\"string\"]", StringComparison.Ordinal));

        (await ReadAsync<TranscriptionSegment>(writer, ("timestamp", "t"), ("text", "x"), ("user", "u"))).User.Should().Be("u");
        await UnreadableAsync<TranscriptionSegment>(writer, ("timestamp", "t"), ("text", "x"), ("user", null));
    }

    [Test]
    public async Task Deserialize_FieldOfARecursiveType_IsLeftOutHoweverItIsNested() =>
        (await ReadAsync<TranscriptionSegment>(
            Segment($$$"""{"name":"tree","type":["null",{"type":"record","name":"Node","fields":[{"name":"left","type":["null","Node"]}]}]},{{{Fields}}}"""),
            data: [2, 2, 2, 0, 2, 65, 2, 66, 2, 67])).Should().Be(new TranscriptionSegment("A", "B", "C"));

    [Test]
    public async Task Deserialize_WriterSchemaThatDoublesAtEveryLevel_IsInvalidInsteadOfForever()
    {
        // 2^40 records that take no bytes at all.
        var levels = Enumerable.Range(1, 40).Select(i => $$$"""{"name":"l{{{i}}}","type":{"type":"record","name":"L{{{i}}}","fields":[{"name":"a","type":"{{{Previous(i)}}}"},{"name":"b","type":"{{{Previous(i)}}}"}]}}""");

        await UnreadableAsync<TranscriptionSegment>(Segment($"{Fields},{string.Join(',', levels)}"), data: [2, 65, 2, 65, 2, 65]);

        static string Previous(int i) => i == 1 ? "null" : $"L{i - 1}";
    }

    [TestCase(1, long.MaxValue, TestName = "Deserialize_HugeArrayOfNothing_IsInvalidInsteadOfForever")]
    [TestCase(1000, 200, TestName = "Deserialize_ManyArrayBlocksOfNothing_AreInvalidInsteadOfForever")]
    public async Task Deserialize_ArrayOfNothing(int blocks, long count)
    {
        var data = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(data);
        for (var i = 0; i < blocks; i++)
            writer.WriteLong(count);

        writer.WriteLong(0);
        new TranscriptionSegment("t", new string('x', 300), "u").Write(ref writer);
        writer.Flush();

        await UnreadableAsync<TranscriptionSegment>(
            Segment($$$"""{"name":"voids","type":{"type":"array","items":"null"}},{{{Fields}}}"""), data: data.WrittenSpan.ToArray());
    }

    [Test]
    public async Task Deserialize_NestedAsDeepAsTheMessageIsLong_IsInvalidInsteadOfTheEndOfTheProcess()
    {
        const string Writer = """{"type":"array","items":{"type":"record","name":"Node","fields":[{"name":"children","type":{"type":"array","items":"Node"}}]}}""";

        await UnreadableAsync<TranscriptionSegment>(
            Segment($$$"""{"name":"tree","type":{{{Writer}}}},{{{Fields}}}"""), data: Enumerable.Repeat((byte)2, 1 << 20).ToArray());
    }

    private static string Segment(string fields) => $$"""{"type":"record","name":"TranscriptionSegment","namespace":"sts.transcription","fields":[{{fields}}]}""";

    private static Task<T> ReadAsync<T>(string writer, params (string Name, object? Value)[] values)
        where T : class, IAvroRecord<T> =>
        ReadAsync<T>(writer, data: AvroBytes.EncodeWithApache(Avro.Schema.Parse(writer), AvroBytes.Generic(writer, values)));

    private static async Task<T> ReadAsync<T>(string writer, byte[] data)
        where T : class, IAvroRecord<T>
    {
        var registry = new ScriptedRegistry { Schemas = { [3] = writer } };
        return await new AvroDeserializer<T>(registry).DeserializeAsync("t", AvroBytes.Message(3, data), default);
    }

    private static Task UnreadableAsync<T>(string writer, params (string Name, object? Value)[] values)
        where T : class, IAvroRecord<T> =>
        UnreadableAsync<T>(writer, data: AvroBytes.EncodeWithApache(Avro.Schema.Parse(writer), AvroBytes.Generic(writer, values)));

    private static async Task UnreadableAsync<T>(string writer, byte[] data)
        where T : class, IAvroRecord<T>
    {
        var read = () => ReadAsync<T>(writer, data);
        await read.Should().ThrowAsync<InvalidMessageException>().WithMessage("*schema id 3, read as sts.*");
    }
}
