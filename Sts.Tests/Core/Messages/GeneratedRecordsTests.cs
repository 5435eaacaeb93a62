using Sts.Core.Messages;
using Sts.Core.Schemas.Generation;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Core.Messages;

public class GeneratedRecordsTests
{
    private static IEnumerable<TestCaseData> Sources()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "schemas"), "*.avsc"))
            yield return new TestCaseData(file, "Sts.Core.Messages", "Sts.Core/Messages").SetArgDisplayNames(Path.GetFileName(file));

        yield return new TestCaseData(
            Path.Combine(Repository.Root, "samples/Sts.Samples.TopicAnalysis/schemas/analysis_value.avsc"), "Sts.Samples.TopicAnalysis",
            "samples/Sts.Samples.TopicAnalysis").SetArgDisplayNames("analysis_value.avsc");
        foreach (var (file, version) in new[] { ("schemas/speech_quality_value.avsc", ""), ("next/speech_quality_value.avsc", "Next") })
        {
            const string Sample = "Sts.Samples.SchemaEvolution";
            yield return new TestCaseData(
                Path.Combine(Repository.Root, "samples", Sample, file), $"{Sample}.{version}".TrimEnd('.'), $"samples/{Sample}/{version.ToLowerInvariant()}")
                .SetArgDisplayNames(file);
        }

        yield return new TestCaseData(Path.Combine(Repository.Root, "Sts.Tests/Core/Messages/everything.avsc"), "Sts.Tests.Core.Messages", "Sts.Tests/Core/Messages")
            .SetArgDisplayNames("everything.avsc");
    }

    [TestCaseSource(nameof(Sources))]
    public void Generate_FromSchemaFile_IsWhatIsCommitted(string file, string csharpNamespace, string directory)
    {
        using var output = new TemporaryDirectory();
        var generated = SchemaFiles.Generate(file, csharpNamespace, output.Path);
        var committed = Path.Combine(Repository.Root, directory, Path.GetFileName(generated));

        File.Exists(committed).Should().BeTrue($"{committed} is generated from {file}");
        File.ReadAllText(committed).ReplaceLineEndings("\n").Should().Be(File.ReadAllText(generated), "records follow their schemas");
    }

    [Test]
    public void Schemas_OfTheDesign_HaveTheirNamesAndFields()
    {
        TranscriptionSegment.AvroSchema.Fullname.Should().Be("sts.transcription.TranscriptionSegment");
        ActionMessage.AvroSchema.Fields.Select(f => f.Name).Should()
            .Equal("original_text", "reasoning", "categorization", "refined_prompt", "user_id", "timestamp");
        SessionMgmtMessage.AvroSchema.Fields.Select(f => f.Name).Should().Equal("session_decision", "reasoning", "user_id", "timestamp");
        AggregatorRequest.AvroSchema.Fields.Select(f => f.Name).Should().Equal("session_id", "user_id");
    }

    [Test]
    public void AvroSchema_OfARecord_IsTheSameSchemaAsItsFile()
    {
        var file = File.ReadAllText(Path.Combine(Repository.Root, "schemas/action_value.avsc"));

        SchemaTextFingerprints(file).Should().Be(SchemaTextFingerprints(ActionMessage.AvroSchema.ToString()));
    }

    [Test]
    public void Equals_RecordsWithEqualValuesInDifferentArrays_AreEqual()
    {
        var record = Some.Everything();

        record.Should().Be(Some.Everything()).And.NotBeSameAs(Some.Everything());
        record.GetHashCode().Should().Be(Some.Everything().GetHashCode());
        record.Should().NotBe(Some.Everything() with { Blobs = [[1, 2], [4]] });
        record.Should().NotBe(Some.Everything() with { MaybeRaw = [] });
    }

    private static string SchemaTextFingerprints(string text) => Sts.Core.Schemas.SchemaText.Fingerprint(text);
}
