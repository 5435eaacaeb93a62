using System.Net.Sockets;
using Confluent.Kafka;

namespace Sts.Tests.Integration.Engine;

/// <summary>Rebalances that lost, doubled, stopped or blocked something: what went wrong in other engines must not in ours.</summary>
[Category("Integration")]
public sealed class RebalanceRegressionTests
{
    private const int Users = 40;
    private const int MaxBacklog = 1_000;
    private const string ShortDrain = "Kafka:DrainTimeout=00:00:00.300";

    // https://github.com/Farfetch/kafkaflow/pull/753
    [Test]
    public async Task KafkaFlow753_MembersComeAndGoUnderHighLoad_NothingIsLostAndNoOffsetGoesAstray()
    {
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => Task.Delay(1, cancellationToken));
        var first = await testbed.StartReadyAsync("first");
        using var enough = new CancellationTokenSource();
        var load = SendAsync(testbed, enough.Token);
        try
        {
            await testbed.StartReadyAsync("second");
            await WaitUntilWorkOfAsync(testbed, "second");
            await testbed.StartReadyAsync("third");
            await WaitUntilWorkOfAsync(testbed, "third");
            await first.StopAsync();
            await WaitUntilWorkOfAsync(testbed, "second", "third");
        }
        finally
        {
            await enough.CancelAsync();
            await load;
        }

        await testbed.ExpectAllDoneAsync();
    }

    // https://github.com/LGouellec/streamiz/issues/328
    [Test]
    public async Task Streamiz328_MembersThatStay_ProcessWhatComesAfterOthersCameAndWent()
    {
        await using var testbed = new EngineTestbed();
        await testbed.StartReadyAsync("first");
        await testbed.SendUntilAllWorkAsync("first");
        var second = await testbed.StartReadyAsync("second");
        await testbed.SendUntilAllWorkAsync("first", "second");
        await second.StopAsync();

        await testbed.SendAsync(Users, each: 5);

        await testbed.ExpectAllDoneAsync();
        testbed.Journal.Handled.TakeLast(Users).Should().OnlyContain(handled => handled.Engine == "first");
    }

    // https://github.com/Farfetch/kafkaflow/issues/581
    [Test]
    public async Task KafkaFlow581_MessageInItsRetriesWhenItsPartitionIsRevoked_IsDoneByTheNextOwner()
    {
        await using var testbed = new EngineTestbed((engine, _, _) => engine == "first" ? throw new SocketException() : Task.CompletedTask);
        var first = await testbed.StartReadyAsync("first");
        await testbed.SendAsync(Users, each: 2);
        await WaitFor.ConditionAsync(() => testbed.Journal.Begun > Users, EngineTestbed.Deadline, "retries");

        await testbed.StartReadyAsync("second");
        await WaitUntilWorkOfAsync(testbed, "second");
        await first.StopAsync();

        await testbed.ExpectAllDoneAsync();
    }

    // https://github.com/Farfetch/kafkaflow/issues/581; librdkafka keeps a partition paused through a rebalance:
    // https://github.com/confluentinc/confluent-kafka-go/issues/193
    [Test]
    public async Task KafkaFlow581_PartitionsPausedWhenTheyAreLost_AreReadAgainWhenTheyAreBack()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => release.Task.WaitAsync(cancellationToken));
        await testbed.SendAsync(Users, each: 10);
        await testbed.StartReadyAsync("first", "Processors:Probe:BufferSize=4", "Processors:Probe:Workers=2", ShortDrain);
        await WaitFor.ConditionAsync(() => testbed.Journal.Running == 2, EngineTestbed.Deadline, "all workers to be busy");

        testbed.Broker.Fail(Api.Heartbeat, ErrorCode.UnknownMemberId);
        await WaitFor.ConditionAsync(() => testbed.Journal.Begun >= 4, EngineTestbed.Deadline, "the messages to be delivered again");
        release.SetResult();

        await testbed.ExpectAllDoneAsync();
    }

    // https://github.com/Farfetch/kafkaflow/issues/111 and https://github.com/Farfetch/kafkaflow/pull/736 (issue 681)
    [Test]
    public async Task KafkaFlow681_RebalanceWhileAllPartitionsArePaused_NeitherBlocksNorLosesAnything()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((engine, _, cancellationToken) => engine == "first" ? release.Task.WaitAsync(cancellationToken) : Task.CompletedTask);
        await testbed.SendAsync(Users, each: 10);
        var first = await testbed.StartReadyAsync("first", "Processors:Probe:BufferSize=4", "Processors:Probe:Workers=2", ShortDrain);
        await WaitFor.ConditionAsync(() => testbed.Journal.Running == 2, EngineTestbed.Deadline, "all workers to be busy");

        await testbed.StartReadyAsync("second");
        await WaitUntilWorkOfAsync(testbed, "second");
        release.SetResult();
        await WaitUntilWorkOfAsync(testbed, "first");
        await first.StopAsync();

        await testbed.ExpectAllDoneAsync();
    }

    // A whole pool that stops for one revoked partition: Confluent's parallel consumers and KafkaFlow's worker pools did.
    [Test]
    public async Task Revoke_OfSomePartitions_LetsTheHandlersOfTheOthersRun()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((engine, _, cancellationToken) => engine == "first" ? release.Task.WaitAsync(cancellationToken) : Task.CompletedTask);
        await testbed.StartReadyAsync("first", ShortDrain);
        await testbed.SendAsync(testbed.Broker.Partitions, each: 1);
        await WaitFor.ConditionAsync(() => testbed.Journal.Running == testbed.Broker.Partitions, EngineTestbed.Deadline, "a handler for each partition");

        await testbed.StartReadyAsync("second");
        var moved = testbed.Broker.Partitions / 2;
        await WaitFor.ConditionAsync(() => testbed.Journal.Done == moved, EngineTestbed.Deadline, "the revoked partitions' messages to be done by their next owner");
        testbed.Journal.Running.Should().Be(testbed.Broker.Partitions - moved, "the handlers of partitions that stay go on");
        release.SetResult();

        await testbed.ExpectAllDoneAsync();
        testbed.Journal.Begun.Should().Be(testbed.Broker.Partitions + moved, "only what was revoked is begun again");
    }

    private static Task WaitUntilWorkOfAsync(EngineTestbed testbed, params IReadOnlyList<string> engines)
    {
        var from = testbed.Journal.Handled.Count;
        return WaitFor.ConditionAsync(
            () => engines.All(engine => testbed.Journal.Handled.Skip(from).Any(handled => handled.Engine == engine)), EngineTestbed.Deadline, $"{string.Join(" and ", engines)} to work");
    }

    private static async Task SendAsync(EngineTestbed testbed, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await testbed.SendAsync(Users, each: 5);
            await WaitFor.ConditionAsync(() => testbed.Sent.Count - testbed.Journal.Done < MaxBacklog, EngineTestbed.Deadline, "the engines to follow");
        }
    }
}
