using System.Net.Sockets;
using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Tests.Integration.Engine;

/// <summary>Offsets that moved past unfinished messages: what went wrong in other engines must not in ours.</summary>
[Category("Integration")]
public sealed class OffsetRegressionTests
{
    private const int Failing = 5;
    private const string Victim = "victim";

    // https://github.com/BEagle1984/silverback/issues/253
    [TestCase(true)]
    [TestCase(false)]
    public async Task Silverback253_MessageThatFailsWhenItsPartitionIsGivenAway_IsDeliveredAgainAndNeverPassed(bool byStop)
    {
        var isMended = false;
        await using var testbed = new EngineTestbed((_, message, _) =>
            message is { Key: Victim, Position.Offset: Failing } && !Volatile.Read(ref isMended) ? throw new InvalidOperationException("It fails.") : Task.CompletedTask, partitions: 1);
        var engine = await testbed.StartReadyAsync("first", "Processors:Probe:Retry:MaxAttempts=1000");
        await testbed.SendAsync(Victim, partition: 0, count: Failing + 5);
        await testbed.SendAsync("other", partition: 0, count: 50);
        await WaitFor.ConditionAsync(() => testbed.Journal.Done == Failing + 50, EngineTestbed.Deadline, "everything that does not wait for the failing message");
        await WaitFor.ConditionAsync(() => testbed.Commits.Committed(0) == Failing, EngineTestbed.Deadline, "the offset of the failing message");

        var attempts = testbed.Journal.Begun;
        if (byStop)
        {
            await engine.StopAsync();
        }
        else
        {
            testbed.Broker.Fail(Api.Heartbeat, ErrorCode.UnknownMemberId);
        }

        await testbed.StartAsync("second", "Processors:Probe:Retry:MaxAttempts=1000");
        await WaitFor.ConditionAsync(() => testbed.Journal.Begun > attempts + 50, EngineTestbed.Deadline, "the message and what follows to be delivered again");
        testbed.Commits.Committed(0).Should().Be(Failing);

        Volatile.Write(ref isMended, true);
        await testbed.ExpectAllDoneAsync();
    }

    // https://github.com/Farfetch/kafkaflow/issues/283
    [Test]
    public async Task KafkaFlow283_MessageThatFailsForAWhile_IsDoneInTheEndAndNotPassedBefore()
    {
        var failures = 0;
        await using var testbed = new EngineTestbed((_, message, _) =>
            message.Position.Offset == Failing && Interlocked.Increment(ref failures) <= 10 ? throw new SocketException() : Task.CompletedTask, partitions: 1);
        await testbed.StartReadyAsync("first");

        await testbed.SendAsync(Victim, partition: 0, count: 20);
        await testbed.SendAsync("other", partition: 0, count: 20);

        await testbed.ExpectAllDoneAsync();
        failures.Should().Be(11);
    }

    // https://github.com/Farfetch/kafkaflow/issues/283
    [Test]
    public async Task KafkaFlow283_MessageWhoseDeadLetterCanNotBeWritten_HoldsTheOffsetUntilItCan()
    {
        await using var testbed = new EngineTestbed((_, message, _) =>
            message.Position.Offset == Failing ? throw new InvalidMessageException("It can't be read.") : Task.CompletedTask, partitions: 1);
        await testbed.StartReadyAsync("first");
        await testbed.SendAsync(Victim, partition: 0, count: 20);
        var produced = testbed.Broker.Count(Api.Produce);
        testbed.Broker.Fail(Api.Produce, Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 1_000).ToArray());
        await WaitFor.ConditionAsync(() => testbed.Broker.Count(Api.Produce) >= produced + 3, EngineTestbed.Deadline, "attempts to write the dead letter");
        testbed.Commits.Committed(0).Should().BeLessThanOrEqualTo(Failing);

        testbed.Broker.Heal(Api.Produce);

        await WaitFor.ConditionAsync(() => testbed.Commits.Committed(0) == 20, EngineTestbed.Deadline, "the rest to be committed");
        testbed.Journal.Done.Should().Be(19, "all but the dead letter are finished");
    }

    // https://github.com/JasperFx/wolverine/issues/3161
    [Test]
    public async Task Wolverine3161_MessagesFinishedOutOfOrder_AreCommittedOnlyUpToTheFirstUnfinished()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed(
            (engine, message, cancellationToken) => engine == "first" && message.Key == Victim ? release.Task.WaitAsync(cancellationToken) : Task.CompletedTask, partitions: 1);
        var engine = await testbed.StartReadyAsync("first", "Kafka:DrainTimeout=00:00:00.100");
        await testbed.SendAsync("other", partition: 0, count: 10);
        await testbed.SendAsync(Victim, partition: 0);
        await testbed.SendAsync("other", partition: 0, count: 200);
        await WaitFor.ConditionAsync(() => testbed.Journal.Done == 210, EngineTestbed.Deadline, "everything but the message in work");
        await WaitFor.ConditionAsync(() => testbed.Commits.Committed(0) == 10, EngineTestbed.Deadline, "the offset of the message in work");

        await engine.StopAsync();
        testbed.Journal.IsDone(partition: 0, offset: 10).Should().BeFalse("its time to finish has run out");
        await testbed.StartReadyAsync("second");

        await testbed.ExpectAllDoneAsync();
    }
}
