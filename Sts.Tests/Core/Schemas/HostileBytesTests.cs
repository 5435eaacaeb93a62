using System.Buffers;
using System.Globalization;
using Confluent.Kafka;
using CsCheck;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Binary;
using Sts.Core.Schemas.Generic;
using Sts.Core.Schemas.Resolution;
using Sts.Tests.Core.Messages;

namespace Sts.Tests.Core.Schemas;

/// <summary>
/// Whatever bytes arrive: they are a record or an <see cref="InvalidMessageException"/>, soon, and for no more memory than their number
/// warrants. STS_FUZZ_MESSAGES says how many are tried of each kind; a million of each takes ten minutes.
/// </summary>
public sealed class HostileBytesTests
{
    // A failure is an exception with its stack trace, and the sentences in it.
    private const int BytesOfAFailure = 64 * 1024;

    private static readonly int Messages =
        int.Parse(Environment.GetEnvironmentVariable("STS_FUZZ_MESSAGES") ?? "5000", CultureInfo.InvariantCulture);

    private static readonly SerializationContext Context = new(MessageComponentType.Value, "t");

    // Others' schemas: more fields, fewer, in another order, of other types, and in a type that contains itself.
    private const string EverythingOfOthers = """
        {"type":"record","name":"Everything","namespace":"sts.tests","fields":[
          {"name":"tree","type":{"type":"record","name":"Node","fields":[{"name":"value","type":"string"},{"name":"children","type":{"type":"array","items":"Node"}}]}},
          {"name":"text","type":"bytes"},{"name":"raw","type":"string"},{"name":"equals","type":["null","string"]},
          {"name":"numbers","type":{"type":"array","items":"int"}},{"name":"texts","type":{"type":"array","items":"string"}},
          {"name":"extra","type":{"type":"map","values":["null",{"type":"array","items":{"type":"fixed","name":"F","size":3}}]}},
          {"name":"blobs","type":{"type":"array","items":["bytes","string"]}},{"name":"voids","type":{"type":"array","items":"null"}},
          {"name":"nothing","type":"null"},{"name":"flag","type":"boolean"},{"name":"small_number","type":"int"},{"name":"big_number","type":"int"},
          {"name":"single","type":"long"},{"name":"double_precision","type":"float"},{"name":"maybe_numbers","type":["null",{"type":"array","items":"int"}]}]}
        """;

    private const string ActionOfOthers = """
        {"type":"record","name":"ActionMessage","namespace":"sts.action","fields":[
          {"name":"timestamp","type":"string"},{"name":"user_id","type":"bytes"},{"name":"refined_prompt","type":["string","null"]},
          {"name":"extra","type":{"type":"array","items":"string"},"default":["a","b"]},{"name":"categorization","type":["null","bytes"]},
          {"name":"reasoning","type":"string"},{"name":"original_text","type":"string"}]}
        """;

    private static readonly ValueCopier CopierToOthers = SchemaResolver.Resolve(ActionMessage.AvroSchema, Avro.Schema.Parse(ActionOfOthers));

    private static readonly Gen<byte> Bytes = Gen.OneOf(Gen.Byte, OneOf<byte>(0, 1, 2, 3, 0x7F, 0x80, 0xFE, 0xFF));

    // Numbers that are lengths, counts and branches of an attacker's liking: cut off, huge, negative, longer than 64 bits.
    private static readonly Gen<byte[]> Bombs = Gen.OneOf(
        OneOf<byte[]>(
            [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFE, 0xFF, 0xFF, 0xFF, 0x0F], [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x01], [0x03, 0x7F], [0x01, 0x01], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]),
        Bytes.Array[1, 8]);

    private static readonly Gen<byte[]> Noise = Bytes.Array[0, 300];

    private static IEnumerable<TestCaseData> Decoders()
    {
        yield return Case("a generated record", Of<Everything>(Everything.AvroSchema.ToString()), Some.Everythings.Select(AvroBytes.Encode), 200);
        yield return Case("a generated record of texts", Of<ActionMessage>(ActionMessage.AvroSchema.ToString()), Some.Actions.Select(AvroBytes.Encode), 100);
        yield return Case("a record that needs resolution", Of<Everything>(EverythingOfOthers), Noise, 400);
        yield return Case("a record of texts that needs resolution", Of<ActionMessage>(ActionOfOthers), Some.Actions.Select(AvroBytes.Encode).Select(ToOthers), 100);
        yield return Case("a generic record", OfGeneric(Kitchen.Text), Kitchen.Records.Select(record => AvroBytes.EncodeGeneric(Kitchen.Schema, record)), 1_000);

        static TestCaseData Case(string name, Func<byte[], bool> decode, Gen<byte[]> valid, int bytesPerByte) => new TestCaseData(decode, valid, bytesPerByte).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Decoders))]
    public void Deserialize_ChangedMessages_AreReadOrInvalidForNoMoreMemoryThanTheyWarrant(Func<byte[], bool> decode, Gen<byte[]> valid, int bytesPerByte) =>
        Gen.Select(valid, Gen.Int[0, 3], Gen.Int, Bombs).Sample((data, kind, at, bomb) => Try(decode, Change(data, kind, at, bomb), bytesPerByte), iter: Messages);

    [TestCaseSource(nameof(Decoders))]
    public void Deserialize_RandomBytes_AreReadOrInvalidForNoMoreMemoryThanTheyWarrant(Func<byte[], bool> decode, Gen<byte[]> valid, int bytesPerByte) =>
        Noise.Sample(data => Try(decode, data, bytesPerByte), iter: Messages);

    [TestCaseSource(nameof(Decoders))]
    public void Deserialize_MegabytesOfOneByte_AreReadOrInvalidSoon(Func<byte[], bool> decode, Gen<byte[]> valid, int bytesPerByte)
    {
        foreach (var single in new byte[] { 0, 1, 2, 3, 4, 0x7F, 0x80, 0xFF })
            Try(decode, Enumerable.Repeat(single, 1 << 20).ToArray(), bytesPerByte);
    }

    [Test]
    public void Deserialize_InvalidMessage_NamesSchemaFieldAndPosition()
    {
        var decode = OfGeneric(Kitchen.Text);
        var record = AvroBytes.EncodeJson(Kitchen.Text, """
            {"nothing":null,"flag":true,"small":1,"big":2,"single":0,"precise":0,"text":"t","raw":"","colour":"RED","two":"ab","numbers":[1],
             "colours":{},"choice":null,"tree":{"value":"root","children":[{"value":"a","children":[]},{"value":"b","children":[]}]}}
            """);
        var last = Array.LastIndexOf(record, (byte)'b');
        record[last] = 0xC3;

        var failure = FluentActions.Invoking(() => decode(AvroBytes.Message(7, record))).Should().Throw<InvalidMessageException>().Which;

        failure.SchemaId.Should().Be("7");
        failure.Field.Should().Be("tree.children[1].value");
        failure.Position.Should().Be(WireFormat.HeaderLength + last - 1);
        failure.Message.Should().Contain($"position {failure.Position}").And.Contain("schema id 7").And.Contain("field tree.children[1].value");
    }

    private static byte[] ToOthers(byte[] own)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var from = new AvroReader(own);
        var to = new AvroWriter(buffer);
        CopierToOthers.Copy(ref from, ref to);
        to.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Try(Func<byte[], bool> decode, byte[] data, int bytesPerByte)
    {
        var message = AvroBytes.Message(7, data);
        var before = GC.GetAllocatedBytesForCurrentThread();
        InvalidMessageException? failure = null;
        try
        {
            decode(message);
        }
        catch (InvalidMessageException e)
        {
            failure = e;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > BytesOfAFailure + (long)bytesPerByte * message.Length)
            throw new InvalidOperationException($"{message.Length} bytes took {allocated} bytes of memory.");

        if (failure is not null && (failure.SchemaId != "7" || failure.Position is null || !failure.Message.Contains("position", StringComparison.Ordinal)))
            throw new InvalidOperationException($"This does not name schema and position: {failure.Message}");
    }

    private static byte[] Change(byte[] data, int kind, int at, byte[] bomb)
    {
        var start = (int)((uint)at % (data.Length + 1));
        return kind switch
        {
            0 => data[..start],
            1 => [.. data.AsSpan(0, start), .. bomb, .. data.AsSpan(start)],
            2 => [.. data.AsSpan(0, start), .. bomb],
            _ => [.. data.AsSpan(0, start), .. bomb, .. data.AsSpan(Math.Min(data.Length, start + bomb.Length))],
        };
    }

    private static Func<byte[], bool> Of<T>(string writer)
        where T : class, IAvroRecord<T> => Warm(new AvroDeserializer<T>(Registry(writer)));

    private static Func<byte[], bool> OfGeneric(string writer) => Warm(new GenericAvroDeserializer(Registry(writer)));

    private static ScriptedRegistry Registry(string writer) => new() { Schemas = { [7] = writer } };

    // So that only what the bytes cost is counted, and not the look-up of the schema.
    private static Func<byte[], bool> Warm<T>(SchemaReaders<T> deserializer)
        where T : class
    {
        deserializer.DeserializeAsync(AvroBytes.Message(7, []), Context, default).AsTask().ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        return message => deserializer.TryDeserialize(message, Context, out _) ? true : throw new InvalidOperationException("The schema is known.");
    }
}
