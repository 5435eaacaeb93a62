using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

[Category("Integration")]
[NonParallelizable]
public sealed class KilledUnderLoadTests
{
    private const int Kills = 10;
    private const int Utterances = 100_000;
    private const int Share = Utterances / (Kills + 1);
    private const string Group = "sts.persistence";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Host_KilledTenTimesDuring100000Messages_StoresEachOnceAndEachUsersInOrder()
    {
        var services = await RealServices.RequireAsync();
        await using var database = new RunDatabase(services.ConnectionString);
        await using var hosts = new AsyncDisposables();
        using var folder = new TemporaryFolder();
        var storm = new Storm("storm", users: 200);
        var repeated = 0L;

        var host = await StartAsync();
        using (var producer = await ForeignProducer.ToAsync(host, services.Kafka.Properties))
        {
            // The first message registers the schema, with the host; the others need no host.
            await storm.SendAsync(producer, Utterances - (Kills * Share));
            for (var kill = 0; kill < Kills; kill++)
            {
                var stored = await storm.StoredAsync(database);
                var sending = storm.SendAsync(producer, Share);
                await WaitFor.ConditionAsync(async () => await storm.StoredAsync(database) > stored + (Share / 2), Deadline, "the host to be in the middle of it");
                await host.KillAsync();
                await sending;
                repeated += await CountUncommittedAsync();
                host = await StartAsync();
            }
        }

        await storm.ExpectStoredAsync(database, Deadline);
        (await storm.StoredAsync(database)).Should().Be(Utterances);
        TestContext.Out.WriteLine($"{Kills} kills during {Utterances} messages: the handlers saw {repeated} of them again");
        (await host.StopAsync()).Should().Be(0, host.Output);
        await GroupOffsets.SkipAsync(services.Kafka, "sts.realtime");

        // The host does nothing but store, and a killed one is soon forgotten by its group.
        async Task<HostProcess> StartAsync() => hosts.Add(await HostProcess.StartAsync(
            folder.Path,
            [
                .. services.Settings, "--Speech:Provider=None", "--Kafka:Consumer:session.timeout.ms=1500", "--Kafka:Consumer:heartbeat.interval.ms=300",
                .. new[] { "RealTime", "Session", "Aggregator", "Intent" }.Select(processor => $"--Processors:{processor}:Enabled=false"),
            ]));

        // What is stored and not committed when the host dies is what the next one gets again.
        async Task<long> CountUncommittedAsync()
        {
            var committed = await GroupOffsets.OfAsync(services.Kafka, Group);
            return (await storm.StoredEndsAsync(database)).Sum(end => Math.Max(0, end.Value - committed.GetValueOrDefault(end.Key)));
        }
    }
}
