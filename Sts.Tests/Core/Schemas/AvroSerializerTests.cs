using Microsoft.Extensions.Options;
using Sts.Core.Messages;
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
}
