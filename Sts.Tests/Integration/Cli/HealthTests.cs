using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class HealthTests
{
    [Test]
    public async Task Health_OfAHostThatWorks_EndsWithZeroAndSaysWhatItRuns()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);

        var run = await ProgramRun.OfAsync("health", $"--Http:Port={host.Http.BaseAddress!.Port}");

        run.ShouldSucceed();
        run.Output.Should().ContainAll("\"ready\"", "Persistence", "Running");
    }

    [Test]
    public async Task Health_OfAHostWhoseBrokerIsAway_IsLiveAndNotReady()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.ListenAsync(folder.Path, [$"--Kafka:BootstrapServers=127.0.0.1:{TestEnvironment.FreePort()}"]);
        var port = $"--Http:Port={host.Http.BaseAddress!.Port}";

        (await ProgramRun.OfAsync("health", port)).ExitCode.Should().Be(1);
        (await ProgramRun.OfAsync("health", "--live", port)).ShouldSucceed();
    }

    [Test]
    public async Task Health_WhereNobodyListens_EndsWithOneAndSaysWhereItAsked()
    {
        var port = TestEnvironment.FreePort();

        var run = await ProgramRun.OfAsync("health", $"--Http:Port={port}");

        run.ExitCode.Should().Be(1);
        run.Output.Should().ContainAll($"No STS host answers at http://127.0.0.1:{port}", "'run'", "--Http:Port=");
    }

    [Test]
    public async Task Health_UnknownOption_IsRefused() => (await ProgramRun.OfAsync("health", "--alive")).ShouldRefuse("'--alive' is no option of health", "--live");
}
