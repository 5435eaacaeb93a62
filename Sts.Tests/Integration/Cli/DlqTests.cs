namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class DlqTests
{
    [TestCase("'b' is one too many", "list", "a", "b")]
    [TestCase("--limit is 0", "list", "a", "--limit", "0")]
    [TestCase("'--jsn' is no option of dlq list", "list", "--jsn")]
    [TestCase("show takes a topic and a letter", "show")]
    [TestCase("show takes a topic and a letter", "show", "a", "1:2", "3:4")]
    [TestCase("'17' is no letter", "show", "a", "17")]
    [TestCase("Which topic?", "replay")]
    [TestCase("Which letters?", "replay", "a")]
    [TestCase("not both", "replay", "a", "1:2", "--all")]
    [TestCase("'1:-2' is no letter", "replay", "a", "1:-2")]
    [TestCase("'--everything' is no option of dlq replay", "replay", "a", "--everything")]
    [TestCase("Known are: Agents", "list", "--Kafak:BootstrapServers=localhost:9092")]
    public async Task Dlq_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments) =>
        (await ProgramRun.OfAsync(["dlq", .. arguments])).ShouldRefuse(message);

    [Test]
    public async Task Dlq_NoHostRunning_SaysWhatToStartOrToSet()
    {
        var port = TestEnvironment.FreePort();

        (await ProgramRun.OfAsync("dlq", "list", $"--Http:Port={port}"))
            .ShouldRefuse($"No STS host answers at http://127.0.0.1:{port}", "Start a host", "Kafka:BootstrapServers");
    }

    [Test]
    public async Task Dlq_NoBrokerThere_SaysSoAndFails()
    {
        var run = await ProgramRun.OfAsync("dlq", "list", $"--Kafka:BootstrapServers=127.0.0.1:{TestEnvironment.FreePort()}");

        run.ExitCode.Should().Be(1, run.Output);
        run.Output.Should().Contain("does not answer").And.Contain("Kafka:BootstrapServers").And.NotContain("Exception");
    }
}
