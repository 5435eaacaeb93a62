namespace Sts.Tests.Integration.Hosts;

[Category("Integration")]
public sealed class HostTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Demo_OnAnyMachine_ShowsEveryHopAndEndsWithSuccess()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await HostProgram.RunAsync(folder.Path, TimeSpan.FromSeconds(60), "", "demo");

        exitCode.Should().Be(0, output);
        output.Should().ContainAll(
            "utterance.stored", "decision.made", "action.produced", "session.requested", "session.opened", "session.closed",
            "aggregation.requested", "summary.stored", "Session closed by timeout");
        output.Should().NotContain("did not happen").And.ContainAny("answer.spoken", "answer.not_spoken");
    }

    [Test]
    public async Task Run_OnEmbeddedParts_StoresWhatAForeignProducerSaysAndStopsOnSigterm()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        using var producer = await ForeignProducer.ToAsync(host);

        await producer.SayAsync("alice", "turn off the lights");

        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/actions?user=alice")).Count == 1, Deadline, "the action");
        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/transcriptions?user=alice")).Single().GetProperty("text").GetString() == "turn off the lights",
            Deadline, "the utterance");
        await WaitFor.ConditionAsync(
            () => host.Output.Contains($"Ready. The console is at {host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal),
            Deadline, "the line that says so");
        (await host.StopAsync()).Should().Be(0, host.Output);
    }
}
