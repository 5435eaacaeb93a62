using System.Text.Json;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Tests.Core.Messages;

namespace Sts.Tests.Core.Schemas;

public sealed class AvroJsonTests
{
    private readonly ScriptedRegistry _registry = new()
    {
        Schemas =
        {
            [1] = Everything.AvroSchema.ToString(),
            [2] = """{"type": "map", "values": {"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}}""",
            [3] = """{"type": "fixed", "name": "Two", "size": 2}""",
            [4] = """{"type": "record", "name": "Node", "fields": [{"name": "next", "type": ["null", "Node"]}]}""",
        },
    };

    [Test]
    public async Task DecodeAsync_EveryKindOfField_IsPlainJson()
    {
        var json = JsonDocument.Parse(await DecodeAsync(AvroBytes.Message(1, AvroBytes.Encode(Some.Everything())))).RootElement;

        var values = json.EnumerateObject().Select(field => field.Value.ToString()).ToArray();
        values.Should().Contain(["True", "-7", "-9223372036854775808", "1.5", "NaN", "äöü 💡", "AP8=", "", "0.1"]);
    }

    [Test]
    public async Task DecodeAsync_TextForPeople_IsNotEscaped()
    {
        _registry.Schemas[5] = TranscriptionSegment.AvroSchema.ToString();

        var json = await DecodeAsync(AvroBytes.Message(5, AvroBytes.Encode(new TranscriptionSegment("t", "naïve <b>💡</b>\e[31m", "alice"))));

        json.Should().Contain("naïve <b>").And.NotContain("\e", "a control character must not reach a terminal");
        JsonDocument.Parse(json).RootElement.GetProperty("text").GetString().Should().Be("naïve <b>💡</b>\e[31m");
    }

    [TestCase(2, new byte[] { 2, 2, (byte)'a', 2, 0 }, """{"a": "BLUE"}""")]
    [TestCase(3, new byte[] { 1, 2 }, "\"AQI=\"")]
    [TestCase(4, new byte[] { 2, 2, 0 }, """{"next": {"next": {"next": null}}}""")]
    public async Task DecodeAsync_SchemaThatIsNoRecord_IsShownToo(int id, byte[] data, string expected) =>
        JsonElement.DeepEquals(JsonDocument.Parse(await DecodeAsync(AvroBytes.Message(id, data))).RootElement, JsonDocument.Parse(expected).RootElement)
            .Should().BeTrue();

    [TestCase(9, new byte[] { 2 }, "*does not know the schema id 9*")]
    [TestCase(3, new byte[] { 1 }, "*ends too early*")]
    [TestCase(3, new byte[] { 1, 2, 3 }, "*1 more bytes follow*")]
    [TestCase(2, new byte[] { 2, 2, (byte)'a', 8, 0 }, "*not what its schema (id 2) says*")]
    public async Task DecodeAsync_BadValue_SaysWhatIsWrong(int id, byte[] data, string message)
    {
        var decode = () => DecodeAsync(AvroBytes.Message(id, data));

        await decode.Should().ThrowAsync<InvalidMessageException>().WithMessage(message);
    }

    [Test]
    public async Task DecodeAsync_SchemaNamedInAHeader_IsFoundByIt()
    {
        var headers = new Confluent.Kafka.Headers { { WireFormat.ValueSchemaHeader, [1, .. ScriptedRegistry.GuidOf(_registry.Schemas[3]).ToByteArray(bigEndian: true)] } };

        (await new AvroJson(_registry).DecodeAsync(new byte[] { 1, 2 }, headers, default)).Should().Be("\"AQI=\"");
    }

    private Task<string> DecodeAsync(byte[] value) => new AvroJson(_registry).DecodeAsync(value, default);
}
