namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class CommandLineTests
{
    [Test]
    public async Task Help_OfTheProgram_ListsCommandsWithExamples()
    {
        var run = await ProgramRun.OfAsync("--help");

        run.ShouldSucceed();
        run.Output.Should().ContainAll("demo", "publish --user alice \"turn off the lights\"", "schemas", "--Sessions:Timeout=", "Exit codes");
    }

    [Test]
    public async Task Help_OfTheProgram_LeavesExamplesOfACommandToItsOwnHelp()
    {
        const string example = "forget --user alice --dry-run";

        (await ProgramRun.OfAsync("--help")).Output.Should().Contain("Erases what is stored of a user").And.NotContain(example);
        (await ProgramRun.OfAsync("forget", "--help")).Output.Should().Contain(example);
    }

    [Test]
    public async Task Help_OfPublish_ShowsEveryWayToSaySomething()
    {
        var run = await ProgramRun.OfAsync("publish", "--help");

        run.ShouldSucceed();
        run.Output.Should().ContainAll("--user", "--file talk.tsv", "--file -", "--Http:Port=");
    }

    [Test]
    public async Task Run_UnknownCommand_IsRefusedWithTheWayToTheKnownOnes()
    {
        var run = await ProgramRun.OfAsync("publsh");

        run.ShouldRefuse("'publsh' is neither a command nor a setting", "--help");
    }

    [Test]
    public async Task Run_UnknownSection_IsRefusedWithTheKnownOnes()
    {
        var run = await ProgramRun.OfAsync("--Kafak:BootstrapServers=localhost:9092");

        run.ShouldRefuse("--Kafak:BootstrapServers", "Kafka", "SchemaRegistry", "Sessions");
    }

    [Test]
    public async Task SchemasGenerate_OfASchema_WritesTheCommittedRecord()
    {
        using var folder = new TemporaryFolder();
        var schema = Path.Combine(AppContext.BaseDirectory, "schemas", "transcription_value.avsc");

        var run = await ProgramRun.InAsync(folder.Path, "", "schemas", "generate", schema, "--namespace", "Sts.Core.Messages", "--output", "here");

        run.ShouldSucceed();
        var written = Path.Combine(folder.Path, "here", "TranscriptionSegment.g.cs");
        run.Output.Should().Contain(written);
        (await File.ReadAllTextAsync(written)).Should()
            .Be(await File.ReadAllTextAsync(Path.Combine(Core.Schemas.Repository.Root, "Sts.Core/Messages/TranscriptionSegment.g.cs")));
    }

    [TestCase("missing.avsc", "does not exist")]
    [TestCase("broken.avsc", "broken.avsc: ")]
    public async Task SchemasGenerate_OfNoSchema_NamesTheFile(string file, string message)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "broken.avsc"), "{ \"type\": \"rekord\" }");

        var run = await ProgramRun.InAsync(folder.Path, "", "schemas", "generate", file, "--namespace", "N");

        run.ShouldRefuse(file, message);
    }

    [Test]
    public async Task SchemasGenerate_WithoutNamespace_AsksForIt() =>
        (await ProgramRun.OfAsync("schemas", "generate", "any.avsc")).ShouldRefuse("--namespace");
}
