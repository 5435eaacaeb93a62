using System.Text.Json;
using Sts.Tests.Integration.Api;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class DoctorCommandTests
{
    private static readonly string[] Quiet = ["--Http:Port=0", "--SchemaRegistry:Embedded:Port=0", "--Speech:Provider=None", "--Speech:Output=None"];

    [Test]
    public async Task Doctor_WhereAllIsWell_SaysSo()
    {
        var run = await ProgramRun.OfAsync(["doctor", .. Quiet]);

        run.ShouldSucceed();
        run.Output.Should().ContainAll("ok", "broker", "database", "All is well.");
    }

    [Test]
    public async Task Doctor_WithAFault_EndsWithOneAndTellsScriptsInJson()
    {
        var run = await ProgramRun.OfAsync(["doctor", "--json", .. Quiet, $"--Kafka:BootstrapServers=127.0.0.1:{TestEnvironment.FreePort()}"]);

        run.ExitCode.Should().Be(1, run.Output);
        var broker = JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().Single(one => one.Text("check") == "broker");
        broker.ShouldHaveMembers("check", "level", "finding", "advice");
        broker.Text("level").Should().Be("fault");
    }

    [TestCase("'--jsn' is no option of doctor", "--jsn")]
    [TestCase("--timeout is 0", "--timeout", "0")]
    public async Task Doctor_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments) =>
        (await ProgramRun.OfAsync(["doctor", .. arguments])).ShouldRefuse(message);
}
