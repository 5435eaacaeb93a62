using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
[NonParallelizable]
public sealed class PublishToKafkaTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Publish_StraightToRealKafka_ReachesTheHostThere()
    {
        var services = await RealServices.RequireAsync();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path, services.Settings);
        var user = $"user-{Guid.NewGuid():N}";
        string[] kafka = [.. services.Settings.Where(setting => setting.StartsWith("--Kafka:", StringComparison.Ordinal))];

        // The registry is the host's, which is asked for it.
        var run = await ProgramRun.OfAsync(["publish", "--user", user, "turn off the lights", .. kafka, $"--Http:Port={host.Http.BaseAddress!.Port}"]);

        run.ShouldSucceed();
        run.Output.Should().Contain(services.Kafka.BootstrapServers);
        await WaitFor.ConditionAsync(async () => (await host.ListAsync($"/api/actions?user={user}")).Count == 1, Deadline, "the action");
    }
}
