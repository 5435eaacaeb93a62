namespace Sts.Tests.Integration.Engine;

/// <summary>The same guarantees whichever way the group shares its partitions out.</summary>
[Category("Integration")]
[TestFixture("Cooperative")]
[TestFixture("Classic")]
[TestFixture("Consumer")]
public sealed class GroupProtocolTests(string protocol)
{
    private readonly string _setting = $"Kafka:GroupProtocol={protocol}";

    [Test]
    public async Task Members_ThatComeAndGo_ShareTheWorkWithoutLossOrDisorder()
    {
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => Task.Delay(5, cancellationToken));
        var first = await testbed.StartReadyAsync("first", _setting);
        await testbed.SendAsync(users: 20, each: 20);
        await testbed.StartReadyAsync("second", _setting);
        await testbed.SendUntilAllWorkAsync("first", "second");
        await testbed.SendAsync(users: 20, each: 20);
        await first.StopAsync();
        await testbed.SendUntilAllWorkAsync("second");

        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Rebalance_WhileHandlersDoNotEnd_TakesOnlyUntilTheDrainTimeout()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((engine, _, cancellationToken) => engine == "first" ? release.Task.WaitAsync(cancellationToken) : Task.CompletedTask);
        await testbed.StartReadyAsync("first", _setting, "Kafka:DrainTimeout=00:00:00.300");
        await testbed.SendAsync(testbed.Broker.Partitions, each: 3);
        await WaitFor.ConditionAsync(() => testbed.Journal.Running == testbed.Broker.Partitions, EngineTestbed.Deadline, "a handler for each partition");

        await testbed.StartAsync("second", _setting);
        await WaitFor.ConditionAsync(() => testbed.Journal.Handled.Any(handled => handled.Engine == "second"), EngineTestbed.Deadline, "the second engine to work");
        release.SetResult();

        await testbed.ExpectAllDoneAsync();
    }
}
