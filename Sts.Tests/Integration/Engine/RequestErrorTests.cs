using Confluent.Kafka;

namespace Sts.Tests.Integration.Engine;

/// <summary>Requests that fail cost time and repetitions, and nothing else.</summary>
[Category("Integration")]
public sealed class RequestErrorTests
{
    private const int Users = 20;

    private static IEnumerable<TestCaseData> Errors()
    {
        yield return Case(Api.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.UnknownTopicOrPart, ErrorCode.Local_Transport);
        yield return Case(Api.Heartbeat, ErrorCode.NotCoordinatorForGroup, ErrorCode.RebalanceInProgress, ErrorCode.Local_Transport);
        yield return Case(Api.Heartbeat, ErrorCode.UnknownMemberId).SetArgDisplayNames("Heartbeat", "the member is thrown out");
        yield return Case(Api.Heartbeat, ErrorCode.IllegalGeneration).SetArgDisplayNames("Heartbeat", "the member is left behind");
        yield return Case(Api.JoinGroup, ErrorCode.NotCoordinatorForGroup, ErrorCode.Local_Transport);
        yield return Case(Api.SyncGroup, ErrorCode.RebalanceInProgress, ErrorCode.NotCoordinatorForGroup);
        yield return Case(Api.OffsetCommit, ErrorCode.GroupLoadInProgress, ErrorCode.NotCoordinatorForGroup, ErrorCode.RequestTimedOut, ErrorCode.Local_Transport);
        yield return Case(Api.OffsetCommit, ErrorCode.RebalanceInProgress, ErrorCode.IllegalGeneration).SetArgDisplayNames("OffsetCommit", "the member is left behind");
    }

    [TestCaseSource(nameof(Errors))]
    public async Task Engine_WhoseRequestsFail_DoesEverythingAndCommitsIt(Api api, ErrorCode[] errors)
    {
        // Work takes longer than a heartbeat, so that the errors find some of it under way.
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => Task.Delay(5, cancellationToken));
        await testbed.SendAsync(Users, each: 20);
        var joins = api is Api.JoinGroup or Api.SyncGroup;
        if (joins)
        {
            testbed.Broker.Fail(api, errors);
        }

        await testbed.StartReadyAsync("first");
        await testbed.SendAsync(Users, each: 20);
        var before = joins ? 0 : testbed.Broker.Count(api);
        if (!joins)
        {
            testbed.Broker.Fail(api, errors);
        }

        await WaitFor.ConditionAsync(() => testbed.Broker.Count(api) > before + errors.Length, EngineTestbed.Deadline, "all errors to be met");
        await testbed.SendAsync(Users, each: 20);
        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Engine_WhoseTopicIsUnknownForAWhile_DoesEverythingAndCommitsIt()
    {
        await using var testbed = new EngineTestbed();
        testbed.Broker.FailTopic(ErrorCode.LeaderNotAvailable);
        await testbed.StartAsync("first");
        var asked = testbed.Broker.Count(Api.Metadata);
        await WaitFor.ConditionAsync(() => testbed.Broker.Count(Api.Metadata) > asked + 2, EngineTestbed.Deadline, "the engine to ask about the topic");

        testbed.Broker.FailTopic(ErrorCode.NoError);
        await testbed.SendAsync(Users, each: 5);
        await testbed.ExpectAllDoneAsync();
    }

    private static TestCaseData Case(Api api, params ErrorCode[] errors) => new TestCaseData(api, errors).SetArgDisplayNames($"{api}", string.Join(", ", errors));
}
