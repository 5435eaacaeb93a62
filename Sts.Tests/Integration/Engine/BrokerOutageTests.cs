namespace Sts.Tests.Integration.Engine;

/// <summary>Brokers that go, come, move and are slow cost time and repetitions, and nothing else.</summary>
[Category("Integration")]
public sealed class BrokerOutageTests
{
    private const int Users = 20;

    [Test]
    public async Task Engine_WhoseBrokerGoesAndComes_DoesEverythingAndCommitsIt()
    {
        await using var testbed = new EngineTestbed(Work);
        var engine = await testbed.StartReadyAsync("first");
        await testbed.SendAsync(Users, each: 40);

        for (var outage = 1; outage <= 2; outage++)
        {
            testbed.Broker.SetDown();
            await WaitFor.ConditionAsync(() => CountOutages(engine) >= outage, EngineTestbed.Deadline, "the engine to notice");
            testbed.Broker.SetUp();
            await testbed.SendAsync(Users, each: 10);
            await testbed.ExpectAllHandledAsync();
        }

        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Engines_WhoseCoordinatorAndLeadersMove_DoEverythingAndCommitIt()
    {
        await using var testbed = new EngineTestbed(Work, brokers: 3);
        testbed.Broker.MoveCoordinator(1);
        await testbed.StartReadyAsync("first");
        await testbed.StartReadyAsync("second");
        foreach (var broker in new[] { 2, 3, 1 })
        {
            await testbed.SendAsync(Users, each: 20);
            testbed.Broker.MoveCoordinator(broker);
            for (var partition = 0; partition < testbed.Broker.Partitions; partition++)
            {
                testbed.Broker.MoveLeader(partition, 1 + ((broker + partition) % 3));
            }
        }

        await testbed.SendUntilAllWorkAsync("first", "second");
        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Engines_WhoseBrokerIsSlow_DoEverythingAndCommitIt()
    {
        await using var testbed = new EngineTestbed(Work);
        await testbed.SendAsync(Users, each: 40);
        testbed.Broker.SetRoundTrip(TimeSpan.FromMilliseconds(100));
        await testbed.StartReadyAsync("first");
        await testbed.StartReadyAsync("second");
        await testbed.SendUntilAllWorkAsync("first", "second");
        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Engine_StoppedWhileItsBrokerIsAway_DoesNotWaitForIt()
    {
        await using var testbed = new EngineTestbed();
        // The client itself would wait for the broker for as long as a session lasts.
        var engine = await testbed.StartReadyAsync(
            "first", "Kafka:CommitInterval=00:10:00", "Kafka:DrainTimeout=00:00:00.300", "Kafka:Consumer:session.timeout.ms=120000");
        await testbed.SendAsync(Users, each: 1);
        await testbed.ExpectAllHandledAsync();

        testbed.Broker.SetDown();
        await engine.StopAsync();

        engine.Log.Should().Contain(line => line.Contains("could not commit its last offsets", StringComparison.Ordinal));
    }

    private static Task Work(string engine, object message, CancellationToken cancellationToken) => Task.Delay(5, cancellationToken);

    private static int CountOutages(EngineHost engine) => engine.Log.Count(line => line.Contains("Probe can't reach the broker", StringComparison.Ordinal));
}
