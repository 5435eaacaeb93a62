using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

public abstract partial class PipelineTests
{
    private const int NoSession = 2_000_000_000;

    [Test]
    public async Task Aggregation_OfAShortSession_ContainsItsUtterances()
    {
        var user = NewUser("traveller");

        await SayAtOnceAsync(user, "the harbour was full of boats", "we ate fish at the market", "goodbye");

        var session = (await SummarisedAsync(user)).Single();
        session.Summary.Should().StartWith("3 utterances in ").And.ContainAll("the harbour was full of boats", "we ate fish at the market");
    }

    [Test]
    public async Task Aggregation_OfASessionThatCannotBe_IsADeadLetterAndStopsNothing()
    {
        var (user, other) = (NewUser("owner"), NewUser("other"));
        await Producer.SayAsync(user, "the harbour was full of boats");
        var session = await ActiveAsync(user);

        await RequestAggregationAsync(session.Id, user);
        await RequestAggregationAsync(NoSession, user);
        await RequestAggregationAsync(session.Id, other);
        var ofUser = await DeadLettersAsync(user, 2);
        ofUser.Select(message => message["session_id"]).Should().Equal(session.Id, NoSession);
        await ShouldGiveReasonAsync(ofUser[0], "Aggregator", $"Session {session.Id} has not ended");
        await ShouldGiveReasonAsync(ofUser[1], "Aggregator", $"There is no session {NoSession}");
        var ofOther = await DeadLettersAsync(other, 1);
        await ShouldGiveReasonAsync(ofOther.Single(), "Aggregator", $"Session {session.Id} is a session of another user than the request names");

        await Producer.SayAsync(user, "goodbye");
        (await SummarisedAsync(user)).Should().ContainSingle().Which.Summary.Should().Contain("the harbour was full of boats");
    }

    private async Task<IReadOnlyList<LoggedMessage>> DeadLettersAsync(string user, int count)
    {
        IReadOnlyList<LoggedMessage> found = [];
        await WaitFor.ConditionAsync(
            async () => (found = await Log.ReadAsync(Contract.Aggregations.DeadLetters, user)).Count >= count, Deadline, $"{count} dead letter(s) of {user}");
        found.Should().HaveCount(count);
        return found;
    }
}
