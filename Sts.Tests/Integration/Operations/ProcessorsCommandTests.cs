using System.Text.Json;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Cli;

namespace Sts.Tests.Integration.Operations;

[Category("Integration")]
public sealed class ProcessorsCommandTests
{
    private static string Port => $"--Http:Port={OperatedHost.Host.Http.BaseAddress!.Port}";

    [Test]
    public async Task List_OfTheRunningHost_ShowsEveryProcessor()
    {
        var run = await ProgramRun.OfAsync("processors", Port);

        run.ShouldSucceed();
        run.Output.Should().ContainAll("Dead letters", "Persistence", "RealTime", "Transcription");
    }

    [Test]
    public async Task List_Json_IsWhatTheApiTells()
    {
        var run = await ProgramRun.OfAsync("processors", "list", "--json", Port);

        run.ShouldSucceed();
        JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().Select(processor => processor.Text("name")).Should().Contain(["Session", "Intent"]);
    }

    [Test]
    public async Task PauseAndResume_OfAProcessor_SayItsStateAndAreSeenByTheHost()
    {
        (await ProgramRun.OfAsync("processors", "pause", "transcription", Port)).Output.Should().Contain("Transcription: Paused");
        (await OperatedHost.Host.ListAsync("/api/processors")).Single(processor => processor.Text("name") == "Transcription").Text("state").Should().Be("Paused");

        var resumed = await ProgramRun.OfAsync("processors", "resume", "Transcription", "--json", Port);
        JsonSerializer.Deserialize<JsonElement>(resumed.Output).EnumerateArray().Single().Text("state").Should().Be("Running");
    }

    [TestCase("'--jsn' is no option of processors list", "--jsn")]
    [TestCase("'lst' is no option of processors list", "lst")]
    [TestCase("Which processor?", "pause")]
    [TestCase("This host runs no processor 'Nobody'", "pause", "Nobody")]
    [TestCase("Client:Url must be the host's address", "list", "--Client:Url=sts")]
    [TestCase("Client:ApiKeyFile", "list", "--Client:ApiKeyFile=missing.key")]
    public async Task Processors_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments) =>
        (await ProgramRun.OfAsync(["processors", .. arguments, Port])).ShouldRefuse(message);

    [Test]
    public async Task Processors_NoHostRunning_SaysHowToStartOrToFindOne()
    {
        var port = TestEnvironment.FreePort();

        (await ProgramRun.OfAsync("processors", $"--Http:Port={port}")).ShouldRefuse($"No STS host answers at http://127.0.0.1:{port}", "'run'", "--Client:Url");
    }
}
