using Confluent.Kafka;

namespace Sts.Tests.Integration.Engine;

/// <summary>The last commit before a partition is given away is not dropped when it fails, or its next owner would do everything again.</summary>
/// <remarks>Alone, because a rebalance is waited for one second at most: other tests could take that time away.</remarks>
[Category("Integration")]
[NonParallelizable]
public sealed class CommitRetryTests
{
    // So that nothing is committed but what is committed on leaving.
    private const string NoCommits = "Kafka:CommitInterval=00:10:00";
    private const int Users = 12;
    private const int Attempts = 3;

    // What the client tries again by itself, and what it leaves to the engine.
    private static readonly ErrorCode[][] Errors =
    [
        [ErrorCode.GroupLoadInProgress, ErrorCode.RequestTimedOut, ErrorCode.NotCoordinatorForGroup], [ErrorCode.Local_Transport],
        [ErrorCode.Unknown, ErrorCode.Unknown],
    ];

    // The broker within the process refuses a member that is late to ask for its share, and begins the rebalance anew. Until that is over
    // nobody can commit there, as one can on a real broker, so what was repeated by then tells nothing about us.
    [TestCaseSource(nameof(Errors))]
    public async Task Revoke_WhoseCommitFails_LeavesTheNextOwnerNothingToRepeat(ErrorCode[] errors)
    {
        var repetitions = await RepeatedAfterRevokeAsync(errors);
        for (var attempts = 1; repetitions > 0 && attempts < Attempts; attempts++)
        {
            repetitions = await RepeatedAfterRevokeAsync(errors);
        }

        repetitions.Should().Be(0, "everything was finished when the partitions changed hands");
    }

    [TestCaseSource(nameof(Errors))]
    public async Task Stop_WhoseCommitFails_LeavesTheNextStartNothingToRepeat(ErrorCode[] errors)
    {
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first", NoCommits);
        await testbed.SendAsync(Users, each: 10);
        await testbed.ExpectAllHandledAsync();

        testbed.Broker.Fail(Api.OffsetCommit, errors);
        await engine.StopAsync();
        await testbed.StartReadyAsync("second");
        await testbed.SendUntilAllWorkAsync("second");

        await testbed.ExpectAllDoneAsync();
        testbed.Journal.Repetitions.Should().Be(0, "everything was finished when the engine stopped");
    }

    private static async Task<int> RepeatedAfterRevokeAsync(ErrorCode[] errors)
    {
        await using var testbed = new EngineTestbed();
        await testbed.StartReadyAsync("first", NoCommits);
        await testbed.SendAsync(Users, each: 10);
        await testbed.ExpectAllHandledAsync();

        testbed.Broker.Fail(Api.OffsetCommit, errors);
        await testbed.StartReadyAsync("second", NoCommits);
        await testbed.SendUntilAllWorkAsync("first", "second");
        await testbed.ExpectAllHandledAsync();

        testbed.Broker.Count(Api.OffsetCommit).Should().BeGreaterThan(errors.Length, "the errors were met and the commit was tried again");
        testbed.Commits.Violations.Should().BeEmpty();
        return testbed.Journal.Repetitions;
    }
}
