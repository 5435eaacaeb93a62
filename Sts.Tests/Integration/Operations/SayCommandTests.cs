using System.Text.Json;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Cli;

namespace Sts.Tests.Integration.Operations;

[Category("Integration")]
public sealed class SayCommandTests
{
    private static string Port => $"--Http:Port={OperatedHost.Host.Http.BaseAddress!.Port}";

    [Test]
    public async Task Say_SomethingThatAsksForAction_PrintsDecisionAndAnswer()
    {
        var run = await ProgramRun.OfAsync("say", "--user", OperatedHost.NewUser(), "turn off the lights", Port);

        run.ShouldSucceed();
        run.Output.Should().ContainAll("decision.made", "action.produced", "answer.not_spoken", "turn off the lights");
    }

    [Test]
    public async Task Say_SomethingThatAsksForNothing_EndsWithTheDecision()
    {
        var run = await ProgramRun.OfAsync("say", "--user", OperatedHost.NewUser(), "--json", "I like it here", Port);

        run.ShouldSucceed();
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        lines[0].Text("type").Should().Be("said");
        lines[^1].Text("type").Should().Be("decision.made");
        lines[^1].GetProperty("decision").GetProperty("actionRequired").GetBoolean().Should().BeFalse();
        lines.Should().OnlyContain(line => line.Text("traceId") == lines[0].Text("traceId"), "nothing of what others say is shown");
    }

    [Test]
    public async Task Say_ToAHostThatDoesNotDecide_FailsAfterTheTimeoutAndSaysWhereToLook()
    {
        await using var host = await Hosts.HostProcess.StartAsync(
            NewFolder(out var folder), "--Speech:Provider=None", "--Processors:RealTime:Enabled=false", "--Processors:Intent:Enabled=false");
        using (folder)
        {
            var run = await ProgramRun.OfAsync("say", "--user", "alice", "--timeout", "0.5", "hello", $"--Http:Port={host.Http.BaseAddress!.Port}");

            run.ExitCode.Should().Be(1, run.Output);
            run.Output.Should().ContainAll("no decision within", "RealTime", "'processors'");
        }
    }

    [Test]
    public async Task Say_WhoseSoundIsWantedWhereNoneIsOffered_FailsAndNamesTheSetting()
    {
        var run = await ProgramRun.OfAsync("say", "--user", OperatedHost.NewUser(), "--save", "answer.wav", "turn off the lights", Port);

        run.ExitCode.Should().Be(1, run.Output);
        run.Output.Should().Contain("Speech:Output=Web");
    }

    [TestCase("Who says it?", "hello")]
    [TestCase("There is nothing to say", "--user", "alice")]
    [TestCase("--timeout is 'soon'", "--user", "alice", "--timeout", "soon", "hello")]
    [TestCase("--timeout is '0'", "--user", "alice", "--timeout", "0", "hello")]
    [TestCase("'--usr' is no option of say", "--usr", "alice", "hello")]
    public async Task Say_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments) =>
        (await ProgramRun.OfAsync(["say", .. arguments, Port])).ShouldRefuse(message);

    private static string NewFolder(out TemporaryFolder folder)
    {
        folder = new TemporaryFolder();
        return folder.Path;
    }
}
