using Avro;
using Avro.Generic;
using Confluent.Kafka;
using CsCheck;
using Microsoft.Extensions.Options;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Generic;

namespace Sts.Tests.Core.Schemas;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GenericSerdeTests
{
    private readonly ScriptedRegistry _registry = new();

    [Test]
    public void Write_RandomValuesOfEveryType_GivesTheBytesOfApacheAvroAndReadsBack() =>
        Kitchen.Records.Sample(record =>
        {
            var ours = AvroBytes.EncodeGeneric(Kitchen.Schema, record);
            var theirs = AvroBytes.EncodeWithApache(Kitchen.Schema, record);
            var back = (GenericRecord)AvroBytes.DecodeGeneric(Kitchen.Schema, theirs)!;
            return ours.AsSpan().SequenceEqual(theirs)
                && back.Equals(AvroBytes.DecodeWithApache(Kitchen.Schema, ours))
                && ours.AsSpan().SequenceEqual(AvroBytes.EncodeGeneric(Kitchen.Schema, back));
        }, iter: 500);

    [Test]
    public async Task Serialize_RecordsOfTwoSchemasToOneTopic_GiveEachItsId()
    {
        var serializer = Serializer(new SchemaRegistryOptions { SubjectNameStrategy = SubjectNameStrategy.Record });
        var (one, other) = (AvroBytes.Generic(Kitchen.SmallSchema, ("a", 1)), AvroBytes.Generic(AggregatorRequest.AvroSchema.ToString(), ("session_id", 2), ("user_id", "u")));

        var first = await serializer.SerializeAsync("t", one, default);
        var second = await serializer.SerializeAsync("t", other, default);

        first.Should().Equal(AvroBytes.Message(1, one));
        second.Should().Equal(AvroBytes.Message(2, other));
        serializer.TrySerialize(one, new SerializationContext(MessageComponentType.Value, "t"), out _).Should().BeTrue();
        var deserializer = new GenericAvroDeserializer(_registry);
        (await deserializer.DeserializeAsync("t", first, default)).Should().Be(one);
        (await deserializer.DeserializeAsync("t", second, default)).Should().Be(other);
    }

    [Test]
    public async Task Deserialize_WhatAGeneratedRecordWrote_GivesItsFields()
    {
        var bytes = await new AvroSerializer<ActionMessage>(_registry, Options.Create(new SchemaRegistryOptions())).SerializeAsync("t", Some.Action(), default);

        var record = await new GenericAvroDeserializer(_registry).DeserializeAsync("t", bytes, default);

        record["reasoning"].Should().Be(Some.Action().Reasoning);
        record["refined_prompt"].Should().BeNull();
    }

    [Test]
    public async Task Serialize_LogicalTypes_AreWhatDotNetCallsThem()
    {
        const string Schema = """
            {"type":"record","name":"Logical","fields":[
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"id","type":["null",{"type":"string","logicalType":"uuid"}]},
              {"name":"colour","type":{"type":"string","logicalType":"colour"}}]}
            """;
        var schema = (RecordSchema)GenericSchema.Parse(Schema);
        var record = new GenericRecord(schema);
        record.Add("at", new DateTime(2026, 1, 31, 18, 30, 0, DateTimeKind.Utc));
        record.Add("price", new AvroDecimal(12.34m));
        record.Add("id", Guid.Parse("3f2504e0-4f89-11d3-9a0c-0305e82c3301"));
        record.Add("colour", "red");
        _registry.Schemas[1] = Schema;

        var back = await new GenericAvroDeserializer(_registry).DeserializeAsync("t", AvroBytes.Message(1, AvroBytes.EncodeGeneric(schema, record)), default);

        foreach (var field in schema.Fields)
            back[field.Name].Should().Be(record[field.Name], field.Name);
    }

    [Test]
    public async Task Deserialize_TimeBeyondTheYear9999_IsInvalid()
    {
        _registry.Schemas[1] = """{"type":"record","name":"R","fields":[{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}""";
        var read = async () => await new GenericAvroDeserializer(_registry).DeserializeAsync("t", AvroBytes.Message(1, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]), default);

        await read.Should().ThrowAsync<InvalidMessageException>().WithMessage("*position 5 is not a valid timestamp-millis*schema id 1*field at*");
    }

    [Test]
    public async Task Deserialize_ValueThatIsNoRecord_IsInvalid()
    {
        _registry.Schemas[1] = "\"string\"";
        var read = async () => await new GenericAvroDeserializer(_registry).DeserializeAsync("t", AvroBytes.Message(1, [0]), default);

        await read.Should().ThrowAsync<InvalidMessageException>().WithMessage("*not a record*");
    }

    [Test]
    public async Task Serialize_ValueOfAnotherType_NamesTheField()
    {
        var record = new GenericRecord((RecordSchema)Avro.Schema.Parse(Kitchen.SmallSchema));
        record.Add("a", "text");
        var write = async () => await Serializer(new SchemaRegistryOptions()).SerializeAsync("t", record, default);

        await write.Should().ThrowAsync<AvroTypeException>().WithMessage("*'a' of Small*String*int*");
    }

    private GenericAvroSerializer Serializer(SchemaRegistryOptions options) => new(_registry, Options.Create(options));
}
