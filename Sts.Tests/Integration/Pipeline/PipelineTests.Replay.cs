namespace Sts.Tests.Integration.Pipeline;

/// <summary>
/// Delivery is at least once, so anything may come twice. Each test ends with something new of the same user, which is dealt with after
/// the replay.
/// </summary>
public abstract partial class PipelineTests
{
    [Test]
    public async Task Replay_OfSessionRequests_ChangesNothing()
    {
        var user = NewUser("session");
        var (start, end) = (Now() - TimeSpan.FromSeconds(20), Now() - TimeSpan.FromSeconds(10));
        await RequestSessionAsync(user, "CREATE", start);
        await RequestSessionAsync(user, "DESTROY", end);
        var before = (await SummarisedAsync(user)).Single();

        await RequestSessionAsync(user, "CREATE", start);
        // As the second of two that were asked for when the first had not taken effect yet.
        await RequestSessionAsync(user, "CREATE", start.AddSeconds(5));
        await RequestSessionAsync(user, "DESTROY", end);
        var later = Now();
        await RequestSessionAsync(user, "CREATE", later);

        var sessions = await SummarisedAsync(user, count: 2);
        sessions[0].Should().Be(before);
        sessions[1].StartTime.Should().Be(later);
        (await AggregationRequestsAsync(user)).Should().Equal(sessions.Select(session => session.Id));
    }

    [Test]
    public async Task Replay_OfAnAction_IsNotSpokenAgain()
    {
        TestEnvironment.RequireEspeak();
        var user = NewUser("action");
        var at = Now();
        await AnswerAsync(user, "The window is open.", at);
        var before = (await AnsweredAsync(user, 1)).Single();
        var file = SpeechOf(user).Single();
        var written = File.GetLastWriteTimeUtc(file);

        await AnswerAsync(user, "The window is open.", at);
        await AnswerAsync(user, "The door is closed.", Now());

        var actions = await AnsweredAsync(user, 2);
        actions[0].Should().Be(before);
        SpeechOf(user).Should().HaveCount(2);
        File.GetLastWriteTimeUtc(file).Should().Be(written);
        await WaitFor.ConditionAsync(() => Events.Of(user).Any(happened => happened.Detail.Contains("The door is closed.")), Deadline, "the second answer's event");
        Events.Count(user, "answer.spoken").Should().Be(2);
    }

    [Test]
    public async Task Replay_OfAnAggregationRequest_LeavesTheSummary()
    {
        var user = NewUser("aggregate");
        await SayAtOnceAsync(user, "the harbour was full of boats", "goodbye");
        var before = (await SummarisedAsync(user)).Single();

        await RequestAggregationAsync(before.Id, user);
        await RequestAggregationAsync(NoSession, user);

        await WaitFor.ConditionAsync(
            async () => (await Log.ReadAsync(Hosts.Contract.Aggregations.DeadLetters, user)).Count == 1, Deadline, "the request behind the replay");
        (await SessionsAsync(user)).Should().Equal(before);
        Events.Count(user, "summary.stored").Should().Be(1);
    }
}
