using System.Net.Sockets;
using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Tests.Integration.Engine;

/// <summary>
/// What a processor produces is committed together with its offsets. The broker within the process only goes through the motions: it shows
/// the records of aborted transactions, too, and keeps no offsets that were committed by one. So what is tested here is our part.
/// </summary>
[Category("Integration")]
public sealed class ExactlyOnceTests
{
    private static readonly string[] Settings =
    [
        "Processors:Probe:Enabled=false", "Processors:Relay:Enabled=true", $"Processors:Relay:GroupId={FaultyBroker.Group}",
        "Processors:Relay:Delivery=ExactlyOnce", "Processors:Relay:TransactionInterval=00:00:00.020",
        "Processors:Relay:Retry:BaseDelay=00:00:00.010", "Processors:Relay:Retry:MaxDelay=00:00:00.020",
    ];

    [Test]
    public async Task Actions_OfAttemptsThatFail_AreNotThere()
    {
        var failures = 0;
        await using var testbed = new EngineTestbed((_, message, _) => message.Position.Offset % 5 == 0 && Interlocked.Increment(ref failures) % 3 != 0
            ? throw new SocketException((int)SocketError.ConnectionRefused)
            : Task.CompletedTask);
        var engine = await testbed.StartReadyAsync("first", Settings);
        await testbed.SendAsync(users: 30, each: 30);
        await testbed.ExpectAllHandledAsync();
        await engine.StopAsync();

        await ExpectActionsAsync(testbed, repeated: false);
        failures.Should().BeGreaterThan(0);
        testbed.Journal.Repetitions.Should().Be(0);
        testbed.Broker.Count(Api.OffsetCommit).Should().Be(0, "offsets are committed by transactions only");
        testbed.Broker.Count(Api.EndTransaction).Should().BeGreaterThan(0).And.Be(testbed.Broker.Count(Api.CommitOffsetsInTransaction));
    }

    [Test]
    public async Task BadMessages_GoToTheDeadLettersAndLeaveNoAction()
    {
        await using var testbed = new EngineTestbed((_, message, _) =>
            message.Value.User == "user3" ? throw new InvalidMessageException("It is bad.") : Task.CompletedTask);
        var engine = await testbed.StartReadyAsync("first", Settings);
        await testbed.SendAsync(users: 8, each: 5);
        await WaitFor.ConditionAsync(() => engine.Log.Count(line => line.Contains("it went to probe.dlq", StringComparison.Ordinal)) == 5, EngineTestbed.Deadline, "the dead letters");
        await WaitFor.ConditionAsync(() => testbed.Journal.Done == 35, EngineTestbed.Deadline, "the other messages to be finished");
        await engine.StopAsync();

        (await ActionLog.ReadAsync(testbed)).Select(user => user.Key).Should().HaveCount(7).And.NotContain("user3");
    }

    [TestCase(Api.CommitOffsetsInTransaction, ErrorCode.IllegalGeneration)]
    [TestCase(Api.AddOffsetsToTransaction, ErrorCode.GroupAuthorizationFailed)]
    public async Task Transaction_ThatTheBrokerRefuses_IsDoneAgainInOrder(Api api, ErrorCode error)
    {
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first", Settings);
        testbed.Broker.Fail(api, error);
        await testbed.SendAsync(users: 20, each: 20);
        await WaitFor.ConditionAsync(() => testbed.Journal.Repetitions > 0, EngineTestbed.Deadline, "messages to be done again");
        await testbed.ExpectAllHandledAsync();
        await engine.StopAsync();

        await ExpectActionsAsync(testbed, repeated: true);
        engine.Log.Should().NotContain(line => line.Contains("has crashed", StringComparison.Ordinal));
        engine.Log.Count(line => line.Contains("refuses a transaction", StringComparison.Ordinal)).Should().Be(1);
    }

    [TestCase(Api.CommitOffsetsInTransaction, ErrorCode.GroupLoadInProgress)]
    [TestCase(Api.EndTransaction, ErrorCode.NotCoordinatorForGroup)]
    public async Task Transaction_ThatTheBrokerCantTakeYet_IsCommittedLater(Api api, ErrorCode error)
    {
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first", Settings);
        testbed.Broker.Fail(api, error, error);
        await testbed.SendAsync(users: 20, each: 20);
        await testbed.ExpectAllHandledAsync();
        await engine.StopAsync();

        await ExpectActionsAsync(testbed, repeated: false);
        testbed.Journal.Repetitions.Should().Be(0);
    }

    [Test]
    public async Task Producer_ThatIsFencedOff_IsReplacedAndNothingIsLost()
    {
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first", Settings);
        testbed.Broker.Fail(Api.EndTransaction, ErrorCode.ProducerFenced);
        await testbed.SendAsync(users: 20, each: 20);
        await WaitFor.ConditionAsync(() => testbed.Journal.Repetitions > 0, EngineTestbed.Deadline, "messages to be done again");
        await testbed.ExpectAllHandledAsync();
        await engine.StopAsync();

        await ExpectActionsAsync(testbed, repeated: true);
    }

    private static async Task ExpectActionsAsync(EngineTestbed testbed, bool repeated)
    {
        var actions = await ActionLog.ReadAsync(testbed);
        foreach (var user in testbed.Sent.GroupBy(sent => sent.User))
        {
            var found = repeated ? actions[user.Key].Distinct() : actions[user.Key];
            found.Should().Equal(ActionLog.Sources(user), $"there is an action for each message of {user.Key}");
        }
    }
}
