using Confluent.Kafka;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Tests.Core.Messages;

namespace Sts.Tests.Core.Schemas;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class AvroDeserializerTests
{
    private const string Topic = "transcriptions.all";

    private readonly ScriptedRegistry _registry = new();

    [SetUp]
    public void RegisterTheRecordsOwnSchema()
    {
        _registry.Schemas.Clear();
        _registry.Schemas[1] = TranscriptionSegment.AvroSchema.ToString();
    }

    [Test]
    public async Task Deserialize_AfterTheFirstMessageOfAnId_CompletesSynchronouslyWithoutAsking()
    {
        var deserializer = Deserializer<TranscriptionSegment>();
        var message = AvroBytes.Message(1, AvroBytes.Encode(Some.Segment()));
        (await deserializer.DeserializeAsync(Topic, message, default)).Should().Be(Some.Segment());
        var asked = _registry.Questions;

        var second = deserializer.DeserializeAsync(Topic, message, default);

        second.IsCompletedSuccessfully.Should().BeTrue();
        (await second).Should().Be(Some.Segment());
        _registry.Questions.Should().Be(asked);
    }

    [TestCase(new byte[0], "*value is empty*")]
    [TestCase(new byte[] { 0x7B, 0x22, 0x61, 0x22, 0x7D }, "*magic byte 0*0x7B*schema registry serializer*")]
    [TestCase(new byte[] { 0, 0, 0, 1 }, "*4 bytes long, too short*")]
    [TestCase(new byte[] { 0, 0, 0, 0, 9, 2 }, "*does not know this id*schema id 9*")]
    [TestCase(new byte[] { 0, 0, 0, 0, 1 }, "*ends too early*schema id 1*")]
    public async Task Deserialize_BadInput_SaysWhatIsWrong(byte[] value, string message) =>
        await InvalidAsync(Deserializer<TranscriptionSegment>(), value, message);

    [Test]
    public async Task Deserialize_BadInputAfterGoodOne_FailsTheValueTaskInsteadOfThrowing()
    {
        var deserializer = Deserializer<TranscriptionSegment>();
        await deserializer.DeserializeAsync(Topic, AvroBytes.Message(1, AvroBytes.Encode(Some.Segment())), default);

        var failed = deserializer.DeserializeAsync(Topic, new byte[] { 0, 0, 0, 0, 1, 9 }, default);

        failed.IsFaulted.Should().BeTrue();
        await FluentActions.Awaiting(async () => await failed).Should().ThrowAsync<InvalidMessageException>();
    }

    [Test]
    public async Task Deserialize_CutAtEveryLength_IsInvalidAlsoWhenItNeedsResolution()
    {
        const string Writer = """
            {"type":"record","name":"Everything","namespace":"sts.tests","fields":[
              {"name":"extra","type":{"type":"map","values":["null",{"type":"array","items":{"type":"fixed","name":"F","size":3}}]}},
              {"name":"nothing","type":"null"},{"name":"flag","type":"boolean"},{"name":"small_number","type":"int"},{"name":"big_number","type":"int"},
              {"name":"single","type":"long"},{"name":"more","type":"double"},{"name":"double_precision","type":"float"},{"name":"text","type":"string"},
              {"name":"raw","type":"bytes"},{"name":"equals","type":"string"},{"name":"numbers","type":{"type":"array","items":"int"}},
              {"name":"texts","type":{"type":"array","items":["null","string"]}},{"name":"blobs","type":{"type":"array","items":"bytes"}},
              {"name":"last","type":"string"}]}
            """;
        _registry.Schemas[2] = Writer;
        var array = new object[] { Fixed(Writer, 1), Fixed(Writer, 2) };
        var written = AvroBytes.Generic(Writer,
            ("extra", new Dictionary<string, object?> { ["k"] = array, ["n"] = null }), ("nothing", null), ("flag", true), ("small_number", 1), ("big_number", 2),
            ("single", 3L), ("more", 4.0), ("double_precision", 0.5f), ("text", "t"), ("raw", new byte[] { 1 }), ("equals", "e"),
            ("numbers", new object[] { 1, 2 }), ("texts", new object?[] { "a", null }), ("blobs", new object[] { new byte[] { 7 } }), ("last", "end"));
        var message = AvroBytes.Message(2, written);
        var deserializer = Deserializer<Everything>();

        for (var length = 0; length < message.Length; length++)
            await InvalidAsync(deserializer, message.AsMemory(0, length), "*");

        (await deserializer.DeserializeAsync(Topic, message, default)).Should().Be(
            new Everything(null, true, 1, 2, 3, 0.5, "t", [1], "e", [1, 2], ["a", null], [[7]]));
        await InvalidAsync(deserializer, (byte[])[.. message, 0], "*more bytes follow*");
    }

    [Test]
    public async Task Deserialize_UnknownId_IsAskedForAgainByTheNextMessage()
    {
        var deserializer = Deserializer<TranscriptionSegment>();
        var message = AvroBytes.Message(5, AvroBytes.Encode(Some.Segment()));
        await InvalidAsync(deserializer, message, "*does not know*");

        _registry.Schemas[5] = TranscriptionSegment.AvroSchema.ToString();

        (await deserializer.DeserializeAsync(Topic, message, default)).Should().Be(Some.Segment());
    }

    [Test]
    public async Task Deserialize_RegistryIsDown_IsNotTheMessagesFault()
    {
        var deserializer = Deserializer<TranscriptionSegment>();
        var message = AvroBytes.Message(1, AvroBytes.Encode(Some.Segment()));
        _registry.Failure = new SchemaRegistryException("down", 0, null, isTransient: true);
        var deserialize = async () => await deserializer.DeserializeAsync(Topic, message, default);
        (await deserialize.Should().ThrowAsync<SchemaRegistryException>()).Which.IsTransient.Should().BeTrue();

        _registry.Failure = null;

        (await deserialize()).Should().Be(Some.Segment());
    }

    [Test]
    public async Task Deserialize_SchemaNamedInAHeader_ReadsTheBareValue()
    {
        var deserializer = Deserializer<TranscriptionSegment>();
        var header = (byte[])[1, .. ScriptedRegistry.GuidOf(_registry.Schemas[1]).ToByteArray(bigEndian: true)];

        foreach (var name in new[] { header, (byte[])[0, 0, 0, 0, 1] })
            (await deserializer.DeserializeAsync(AvroBytes.Encode(Some.Segment()), Headers(WireFormat.ValueSchemaHeader, name), default)).Should().Be(Some.Segment());

        var second = deserializer.DeserializeAsync(AvroBytes.Encode(Some.Segment()), Headers(WireFormat.ValueSchemaHeader, header), default);
        second.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public async Task Deserialize_HeaderOfTheKey_IsNotTheValues()
    {
        var context = Headers(WireFormat.KeySchemaHeader, [1, .. new byte[16]]);

        (await Deserializer<TranscriptionSegment>().DeserializeAsync(AvroBytes.Message(1, AvroBytes.Encode(Some.Segment())), context, default)).Should().Be(Some.Segment());
    }

    [TestCase(new byte[0])]
    [TestCase(new byte[] { 1, 2, 3 })]
    [TestCase(new byte[] { 2, 0, 0, 0, 1 })]
    public async Task Deserialize_SchemaHeaderThatIsNone_IsInvalid(byte[] header)
    {
        var deserialize = async () => await Deserializer<TranscriptionSegment>().DeserializeAsync(
            AvroBytes.Encode(Some.Segment()), Headers(WireFormat.ValueSchemaHeader, header), default);

        await deserialize.Should().ThrowAsync<InvalidMessageException>().WithMessage($"*schema header is {header.Length} bytes long*");
    }

    [Test]
    public async Task Deserialize_UnknownGuid_NamesIt()
    {
        var unknown = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var deserialize = async () => await Deserializer<TranscriptionSegment>().DeserializeAsync(
            AvroBytes.Encode(Some.Segment()), Headers(WireFormat.ValueSchemaHeader, [1, .. unknown.ToByteArray(bigEndian: true)]), default);

        (await deserialize.Should().ThrowAsync<InvalidMessageException>().WithMessage($"*does not know this id*{unknown}*")).Which.SchemaId.Should().Be($"{unknown}");
    }

    private static SerializationContext Headers(string name, byte[] value) => new(MessageComponentType.Value, Topic, new Headers { { name, value } });

    private static Avro.Generic.GenericFixed Fixed(string writer, byte first)
    {
        var extra = (Avro.MapSchema)((Avro.RecordSchema)Avro.Schema.Parse(writer))["extra"].Schema;
        var items = (Avro.ArraySchema)((Avro.UnionSchema)extra.ValueSchema)[1];
        return new Avro.Generic.GenericFixed((Avro.FixedSchema)items.ItemSchema, [first, 0, 0]);
    }

    private AvroDeserializer<T> Deserializer<T>()
        where T : class, IAvroRecord<T> => new(_registry);

    private static async Task InvalidAsync<T>(AvroDeserializer<T> deserializer, ReadOnlyMemory<byte> value, string message)
        where T : class, IAvroRecord<T>
    {
        var deserialize = async () => await deserializer.DeserializeAsync(Topic, value, default);
        await deserialize.Should().ThrowAsync<InvalidMessageException>().WithMessage(message);
    }
}
