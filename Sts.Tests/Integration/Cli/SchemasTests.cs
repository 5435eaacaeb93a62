using System.Text.Json;
using Sts.Tests.Core.Schemas.Registry;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class SchemasTests
{
    private const int Incompatible = 3;

    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public async Task WriteAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "base.avsc"), TestSchemas.Base);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "more.avsc"), TestSchemas.WithDefault);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "broken.avsc"), TestSchemas.WithoutDefault);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public async Task Check_AgainstAnOlderFile_NeedsNoRegistryAndShowsWhatBreaksAndTheFix()
    {
        (await RunAsync("check", "more.avsc", "--against", "base.avsc")).ShouldSucceed();

        var run = await RunAsync("check", "broken.avsc", "--against", "base.avsc");

        run.ExitCode.Should().Be(Incompatible, run.Output);
        run.Output.Should().ContainAll(
            "broken.avsc breaks readers (BACKWARD).", "+ b: string, no default", "can't read what was written with base.avsc",
            "t.M.b: the writer does not have this field", "Fix: Give b a default, such as \"default\": \"\"");
    }

    [Test]
    public async Task Check_AsJson_TellsAllAndStillFails()
    {
        var run = await RunAsync("check", "broken.avsc", "--against", "base.avsc", "--level", "full_transitive", "--json");

        run.ExitCode.Should().Be(Incompatible, run.Output);
        var report = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Single();
        report.GetProperty("verdict").GetString().Should().Be("incompatible");
        report.GetProperty("level").GetString().Should().Be("FULL_TRANSITIVE");
        var comparison = report.GetProperty("comparisons")[0];
        comparison.GetProperty("changes")[0].GetProperty("kind").GetString().Should().Be("added");
        comparison.GetProperty("problems")[0].GetProperty("brokenReader").GetString().Should().Be("newer");
        comparison.GetProperty("problems")[0].GetProperty("isForbidden").GetBoolean().Should().BeTrue();
    }

    [TestCase("missing.avsc", "check", "missing.avsc", "--against", "base.avsc")]
    [TestCase("--against takes one file", "check", "--against", "base.avsc")]
    [TestCase("not both", "check", "base.avsc", "--against", "base.avsc", "--subject", "t-value")]
    [TestCase("--level is 'BACKWARDS'", "check", "base.avsc", "--level", "BACKWARDS")]
    [TestCase("'--jsn' is no option of schemas list", "list", "--jsn")]
    [TestCase("no processor reads or writes t.M", "check", "base.avsc", "--SchemaRegistry:Url=http://127.0.0.1:1")]
    [TestCase("'empty' holds no schema file", "check", "empty", "--SchemaRegistry:Url=http://127.0.0.1:1")]
    [TestCase("--subject takes one file", "register", "--subject", "t-value", "--SchemaRegistry:Url=http://127.0.0.1:1")]
    public async Task Schemas_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments) => (await RunAsync(arguments)).ShouldRefuse(message);

    [Test]
    public async Task Schemas_NoHostRunning_SaysWhatToStartOrToSet()
    {
        var port = TestEnvironment.FreePort();

        (await RunAsync("check", $"--Http:Port={port}"))
            .ShouldRefuse($"No STS host answers at http://127.0.0.1:{port}", "Start a host", "SchemaRegistry:Url");
    }

    [Test]
    public async Task Schemas_RegistryAway_FailsOtherwiseThanASchemaThatBreaksReaders()
    {
        var run = await RunAsync("check", $"--SchemaRegistry:Url=http://127.0.0.1:{TestEnvironment.FreePort()}");

        run.ExitCode.Should().Be(1, run.Output);
        run.Output.Should().Contain("can't be reached").And.NotContain("Exception");
    }

    [Test]
    public async Task Help_OfSchemas_TellsTheExitCodes()
    {
        var run = await RunAsync("--help");

        run.ShouldSucceed();
        run.Output.Should().ContainAll("schemas check", "--against", "Exit codes", "3 a schema breaks readers");
    }

    [Test]
    public async Task Register_OverHttp_TakesAllOrNothingAndListShowsIt()
    {
        await using var server = await RegistryServer.StartAsync();
        var registry = $"--SchemaRegistry:Url={server.Url}";
        (await RunAsync("check", registry)).ShouldSucceed();
        server.Registrations.Should().Be(0, "a check changes nothing");

        (await RunAsync("register", registry)).ShouldSucceed();
        var registered = await RunAsync("register", "base.avsc", "--subject", "t-value", "--json", registry);
        JsonSerializer.Deserialize<JsonElement>(registered.Output).EnumerateArray().Single().GetProperty("subject").GetString().Should().Be("t-value");
        var refused = await RunAsync("register", "broken.avsc", "--subject", "t-value", registry);

        refused.ExitCode.Should().Be(Incompatible, refused.Output);
        refused.Output.Should().ContainAll("t-value: broken.avsc breaks readers", "Fix:", "Nothing was registered");
        var subjects = await ListAsync(registry);
        subjects.Select(subject => (subject.GetProperty("name").GetString(), subject.GetProperty("versions").GetArrayLength())).Should().Equal(
            ("aggregations.request-value", 1), ("sessions.management-value", 1), ("t-value", 1), ("transcriptions.agent.action-value", 1),
            ("transcriptions.all-value", 1));
        subjects[2].GetProperty("level").GetString().Should().Be("BACKWARD");
        var table = await RunAsync("list", "t-value", registry);
        table.ShouldSucceed();
        table.Output.Should().MatchRegex(@"t-value +BACKWARD +1 \(\d+\)");
        (await RunAsync("list", "nothing-value", registry)).ShouldRefuse("has no subject 'nothing-value'");
    }

    [Test]
    public async Task Run_RegistryRefusesASchema_EndsWithTheReasonBeforeAnyProcessorStarts()
    {
        await using var server = await RegistryServer.StartAsync();
        var registry = $"--SchemaRegistry:Url={server.Url}";
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "other.avsc"), """{"type":"record","name":"TranscriptionSegment","namespace":"sts.transcription","fields":[{"name":"words","type":"string"}]}""");
        (await RunAsync("register", "other.avsc", registry)).ShouldSucceed();

        var run = await ProgramRun.InAsync(_folder.Path, "", registry, "--Http:Port=0", "--Speech:Provider=None");

        run.ExitCode.Should().Be(Incompatible, run.Output);
        run.Output.Should().ContainAll("started no processor", "transcriptions.all-value: ", "+ text: string, no default", "Fix: Give text a default");
        run.Output.Should().NotContain("   at ").And.NotContain("Exception").And.NotContain("is assigned");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.InAsync(_folder.Path, "", ["schemas", .. arguments]);

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string registry)
    {
        var run = await RunAsync("list", "--json", registry);
        run.ShouldSucceed();
        return [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()];
    }
}
