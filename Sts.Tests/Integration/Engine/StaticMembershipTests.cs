namespace Sts.Tests.Integration.Engine;

/// <summary>A static member (KIP-345) that is back within the session timeout costs its group no rebalance.</summary>
[Category("Integration")]
public sealed class StaticMembershipTests
{
    [TestCase("Cooperative")]
    [TestCase("Classic")]
    public async Task Member_WithAnInstanceId_StopsWithoutLeavingTheGroup(string protocol)
    {
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first", $"Kafka:GroupProtocol={protocol}", "Kafka:InstanceId=first");
        await testbed.SendUntilAllWorkAsync("first");
        await testbed.ExpectAllHandledAsync();

        await engine.StopAsync();

        testbed.Broker.Count(Api.LeaveGroup).Should().Be(0);
        await testbed.ExpectAllDoneAsync();
    }

    // The broker within the process knows static members only in groups of the newer protocol.
    [Test]
    public async Task Member_BackWithItsInstanceId_HasItsPartitionsAgainAndTheOtherIsNotDisturbed()
    {
        string[] settings = ["Kafka:GroupProtocol=Consumer", "Kafka:DrainTimeout=00:00:00.300"];
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed(
            (engine, message, cancellationToken) => engine == "other" && message.Key!.StartsWith("long", StringComparison.Ordinal) ? release.Task.WaitAsync(cancellationToken) : Task.CompletedTask);
        var member = await testbed.StartReadyAsync("member", [.. settings, "Kafka:InstanceId=member"]);
        await testbed.StartReadyAsync("other", [.. settings, "Kafka:InstanceId=other"]);
        await testbed.SendUntilAllWorkAsync("member", "other");
        await testbed.ExpectAllHandledAsync();
        for (var partition = 0; partition < testbed.Broker.Partitions; partition++)
        {
            await testbed.SendAsync($"long{partition}", partition);
        }

        var kept = testbed.Broker.Partitions / 2;
        await WaitFor.ConditionAsync(() => testbed.Journal.Running == kept, EngineTestbed.Deadline, "the other member's handlers");
        await member.StopAsync();
        await testbed.StartReadyAsync("member", [.. settings, "Kafka:InstanceId=member"]);
        await testbed.SendUntilAllWorkAsync("member", "other");

        testbed.Journal.Running.Should().Be(kept, "the other member keeps its partitions, so its handlers go on");
        release.SetResult();
        await testbed.ExpectAllDoneAsync();
    }
}
