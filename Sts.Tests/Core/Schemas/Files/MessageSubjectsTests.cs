using Sts.Core.Kafka.Hosting;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Files;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Core.Schemas.Files;

public sealed class MessageSubjectsTests
{
    private readonly TemporaryDirectory _folder = new();

    private static IEnumerable<TestCaseData> Contracts => Contract.All.Select(contract => new TestCaseData(contract).SetArgDisplayNames(contract.Topic));

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCaseSource(nameof(Contracts))]
    public void Of_FileOfSts_IsTheSubjectOfItsTopicAlsoWhereNoProcessorIsEnabled(Contract contract)
    {
        var file = SchemaFile.Read(Path.Combine(Repository.Root, "schemas", contract.SchemaFile));

        StsSubjects().Of(file).Should().Equal($"{contract.Topic}-value");
    }

    [TestCaseSource(nameof(Contracts))]
    public void DefinitionOf_FileOfSts_IsWhatItsProducerLooksUp(Contract contract)
    {
        var file = SchemaFile.Read(Path.Combine(Repository.Root, "schemas", contract.SchemaFile));

        StsSubjects().DefinitionOf(file).SchemaString.Should().BeOneOf(
            TranscriptionSegment.AvroSchema.ToString(), ActionMessage.AvroSchema.ToString(), SessionMgmtMessage.AvroSchema.ToString(),
            AggregatorRequest.AvroSchema.ToString());
    }

    [Test]
    public void Of_FileOfAnyName_GoesByTheNameOfTheRecord()
    {
        var file = Some.File(_folder, "whatever.avsc", ActionMessage.AvroSchema.ToString());

        StsSubjects().Of(file).Should().Equal("transcriptions.agent.action-value");
    }

    [Test]
    public void Of_RecordOnSeveralTopics_IsTheSubjectOfEach() =>
        new MessageSubjects(new ProcessorCatalog([new ProcessorDescriptor("Two", typeof(TwoTopicsProcessor), ["one", "two"], [], new ProcessorOptions())]), SubjectNameStrategy.Topic)
            .Of(Some.File(_folder, "two.avsc", TranscriptionSegment.AvroSchema.ToString()))
            .Should().Equal("one-value", "transcriptions.all-value", "two-value");

    [TestCase(SubjectNameStrategy.Record, "sts.action.ActionMessage")]
    [TestCase(SubjectNameStrategy.TopicRecord, "transcriptions.agent.action-sts.action.ActionMessage")]
    public void Of_OtherNameStrategy_IsWhereTheSerializerLooks(SubjectNameStrategy strategy, string subject) =>
        new MessageSubjects(Some.Catalog(), strategy).Of(SchemaFile.Read(Path.Combine(Repository.Root, "schemas", "action_value.avsc"))).Should().Equal(subject);

    [Test]
    public void Of_RecordOfNoProcessor_IsNone()
    {
        var file = Some.File(_folder, "stranger.avsc", """{"type":"record","name":"Stranger","fields":[]}""");

        StsSubjects().Of(file).Should().BeEmpty();
        StsSubjects().DefinitionOf(file).Should().Be(file.Definition);
    }

    [Test]
    public void DefinitionOf_FileWithALogicalType_IsTheRecordsSoThatItsProducerFindsIt()
    {
        var file = Some.File(_folder, "logical.avsc", ActionMessage.AvroSchema.ToString()
            .Replace("""{"name":"timestamp","type":"string"}""", """{"name":"timestamp","type":{"type":"string","logicalType":"of-our-own"}}""", StringComparison.Ordinal));

        file.Definition.SchemaString.Should().Contain("of-our-own");
        StsSubjects().DefinitionOf(file).Should().Be(new SchemaDefinition(ActionMessage.AvroSchema.ToString()));
    }

    private static MessageSubjects StsSubjects() => new(Some.Catalog(), SubjectNameStrategy.Topic);

    private sealed class TwoTopicsProcessor : AvroBatchProcessor<TranscriptionSegment>
    {
        protected internal override Task ProcessAsync(IReadOnlyList<MessageContext<TranscriptionSegment>> messages, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
