using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Tests.Core.Schemas;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class AvroSerializerTests
{
    private readonly ScriptedRegistry _registry = new();

    [Test]
    public async Task Serialize_FirstValueOfATopic_RegistersAndLaterOnesCompleteSynchronously()
    {
        var serializer = new AvroSerializer<TranscriptionSegment>(_registry, Options.Create(new SchemaRegistryOptions()));

        var first = await serializer.SerializeAsync("one", Some.Segment(), default);
        var second = serializer.SerializeAsync("one", Some.Segment(), default);
        var other = await serializer.SerializeAsync("other", Some.Segment(), default);

        second.IsCompletedSuccessfully.Should().BeTrue();
        (await second).Should().Equal(first);
        first.Should().Equal(AvroBytes.Message(1, AvroBytes.Encode(Some.Segment())));
        other.Should().Equal(AvroBytes.Message(2, AvroBytes.Encode(Some.Segment())));
        _registry.Registered.Should().Equal("one-value", "other-value");
    }

    [Test]
    public async Task Serialize_WithoutAutoRegistration_LooksUpAndRegistersNothing()
    {
        var serializer = new AvroSerializer<TranscriptionSegment>(_registry, Options.Create(new SchemaRegistryOptions { AutoRegisterSchemas = false }));
        var serialize = async () => await serializer.SerializeAsync("new", Some.Segment(), default);

        (await serialize.Should().ThrowAsync<SchemaRegistryException>()).Which.ErrorCode.Should().Be(SchemaRegistryErrorCodes.SubjectNotFound);
        _registry.Registered.Should().BeEmpty();
        await _registry.RegisterSchemaAsync("new-value", new SchemaDefinition(TranscriptionSegment.AvroSchema.ToString()), false, default);
        (await serialize()).Should().StartWith(new byte[] { 0, 0, 0, 0, 1 });
    }

    [Test]
    public async Task Serialize_AfterAValueThatCantBeWritten_StartsAfresh()
    {
        var serializer = new AvroSerializer<TranscriptionSegment>(_registry, Options.Create(new SchemaRegistryOptions()));
        var expected = await serializer.SerializeAsync("t", Some.Segment(), default);
        var broken = () => serializer.SerializeAsync("t", new TranscriptionSegment("t", null!, "u"), default);
        broken.Should().Throw<ArgumentNullException>();

        (await serializer.SerializeAsync("t", Some.Segment(), default)).Should().Equal(expected);
    }

    [Test]
    public async Task Serialize_OneMegabyte_AndASmallOneAfterIt_BothReadBack()
    {
        var serializer = new AvroSerializer<TranscriptionSegment>(_registry, Options.Create(new SchemaRegistryOptions()));
        var deserializer = new AvroDeserializer<TranscriptionSegment>(_registry);
        foreach (var segment in new[] { new TranscriptionSegment("t", new string('x', 1 << 20), "u"), Some.Segment() })
        {
            var bytes = await serializer.SerializeAsync("t", segment, default);
            (await deserializer.DeserializeAsync("t", bytes, default)).Should().Be(segment);
        }
    }

    [TestCase(SubjectNameStrategy.Topic, MessageComponentType.Value, "t-value")]
    [TestCase(SubjectNameStrategy.Topic, MessageComponentType.Key, "t-key")]
    [TestCase(SubjectNameStrategy.Record, MessageComponentType.Value, "sts.transcription.TranscriptionSegment")]
    [TestCase(SubjectNameStrategy.TopicRecord, MessageComponentType.Value, "t-sts.transcription.TranscriptionSegment")]
    public async Task Serialize_SubjectNameStrategy_SaysWhereTheSchemaIsRegistered(SubjectNameStrategy strategy, MessageComponentType component, string subject)
    {
        var serializer = Serializer(new SchemaRegistryOptions { SubjectNameStrategy = strategy, NormalizeSchemas = true });

        await serializer.SerializeAsync(Some.Segment(), new SerializationContext(component, "t"), default);

        _registry.Registered.Should().Equal(subject);
        _registry.Normalized.Should().Equal(true);
    }

    [Test]
    public async Task Serialize_UseLatestVersion_WritesWithTheNewestSchemaOfTheSubject()
    {
        const string Latest = """
            {"type":"record","name":"AggregatorRequest","namespace":"sts.aggregator","fields":[
              {"name":"user_id","type":["null","string"]},{"name":"reason","type":"string","default":"none"},{"name":"session_id","type":"long"}]}
            """;
        await _registry.RegisterSchemaAsync("t-value", new SchemaDefinition(Latest), false, default);
        var serializer = new AvroSerializer<AggregatorRequest>(_registry, Options.Create(Newest()));

        var bytes = await serializer.SerializeAsync("t", new AggregatorRequest(3, "u"), default);

        bytes.Should().Equal(AvroBytes.Message(1, AvroBytes.Generic(Latest, ("user_id", "u"), ("reason", "none"), ("session_id", 3L))));
        serializer.TrySerialize(new AggregatorRequest(3, "u"), new SerializationContext(MessageComponentType.Value, "t"), out _).Should().BeTrue();
        _registry.Registered.Should().Equal("t-value");
        (await new AvroDeserializer<TranscriptionSegment>(_registry).Invoking(d => d.DeserializeAsync("t", bytes, default).AsTask())
            .Should().ThrowAsync<InvalidMessageException>()).WithMessage("*written as record sts.aggregator.AggregatorRequest*");
    }

    [Test]
    public async Task Serialize_UseLatestVersionThatIsTheRecordsOwn_WritesItAsItIs()
    {
        await _registry.RegisterSchemaAsync("t-value", new SchemaDefinition(TranscriptionSegment.AvroSchema.ToString()), false, default);

        (await Serializer(Newest()).SerializeAsync("t", Some.Segment(), default)).Should().Equal(AvroBytes.Message(1, AvroBytes.Encode(Some.Segment())));
    }

    [Test]
    public async Task Serialize_UseLatestVersionThatTheRecordLacksAFieldOf_SaysWhichAndWhatToDo()
    {
        await _registry.RegisterSchemaAsync("t-value", new SchemaDefinition(
            """{"type":"record","name":"TranscriptionSegment","namespace":"sts.transcription","fields":[{"name":"speaker","type":"string"}]}"""), false, default);
        var serialize = async () => await Serializer(Newest()).SerializeAsync("t", Some.Segment(), default);

        (await serialize.Should().ThrowAsync<SchemaRegistryException>())
            .WithMessage("*TranscriptionSegment can't be written with version 7 of t-value (schema id 1)*field speaker*UseLatestVersion=false*")
            .Which.ErrorCode.Should().Be(SchemaRegistryErrorCodes.IncompatibleSchema);
    }

    [Test]
    public async Task Serialize_ValueThatTheLatestVersionHasNoRoomFor_NamesTheField()
    {
        await _registry.RegisterSchemaAsync("t-value", new SchemaDefinition(
            ActionMessage.AvroSchema.ToString().Replace("""["null","string"]""", "\"string\"", StringComparison.Ordinal).Replace("\"default\":null,", "", StringComparison.Ordinal)), false, default);
        var serializer = new AvroSerializer<ActionMessage>(_registry, Options.Create(Newest()));
        var serialize = async (ActionMessage action) => await serializer.SerializeAsync("t", action, default);

        (await serialize.Awaiting(write => write(Some.Action())).Should().ThrowAsync<SchemaRegistryException>()).WithMessage("*field refined_prompt*");
        (await serialize(Some.Action() with { RefinedPrompt = "r" })).Should().StartWith(new byte[] { 0, 0, 0, 0, 1 });
    }

    private AvroSerializer<TranscriptionSegment> Serializer(SchemaRegistryOptions options) => new(_registry, Options.Create(options));

    private static SchemaRegistryOptions Newest() => new() { AutoRegisterSchemas = false, UseLatestVersion = true };
}
