namespace Sts.Tests.Integration.Pipeline;

public abstract partial class PipelineTests
{
    private const int Flood = 40;

    [Test]
    public async Task RealTime_NewUserSaysALotAtOnce_AsksForOneSessionOnce()
    {
        var user = NewUser("talkative");

        var times = await SayAtOnceAsync(user, [.. Enumerable.Range(1, Flood).Select(number => $"this is remark number {number} about the garden")]);

        var session = (await SummarisedAsync(user)).Single();
        (session.StartTime, session.EndTime).Should().Be((times[0], times[^1]));
        session.Summary.Should().StartWith($"{Flood} utterances in ");
        (await SessionRequestsAsync(user)).Should().Equal("CREATE");
    }

    [Test]
    public async Task RealTime_GoodbyeRightBehindTheFirstUtterance_EndsTheSession()
    {
        var user = NewUser("brief");

        var times = await SayAtOnceAsync(user, "the soup was good today", "goodbye");

        var session = (await SummarisedAsync(user)).Single();
        session.EndReason.Should().StartWith("The user asked to end the session: \"goodbye\"");
        session.EndTime.Should().Be(times[1]);
        (await SessionRequestsAsync(user)).Should().Equal("CREATE", "DESTROY");
    }

    [Test]
    public async Task RealTime_UtteranceRightBehindAGoodbye_OpensANewSession()
    {
        var user = NewUser("returning");

        var times = await SayAtOnceAsync(user, "the soup was good today", "goodbye", "it rained all night");

        var sessions = await SummarisedAsync(user, count: 2);
        sessions.Select(session => (session.StartTime, session.EndTime)).Should().Equal((times[0], times[1]), (times[2], times[2]));
        sessions[1].Summary.Should().Contain("it rained all night").And.NotContain("soup");
        (await SessionRequestsAsync(user)).Should().Equal("CREATE", "DESTROY", "CREATE");
    }

    [Test]
    public async Task RealTime_UtteranceOlderThanItsMaxAge_IsStoredAndNothingElse()
    {
        var user = NewUser("replayed");
        var old = Now() - TimeSpan.FromMinutes(10);
        var fresh = Now();

        await Producer.SayAsync(user, "turn off the lights", old);
        // Of the same user, so it is dealt with after the other one.
        await Producer.SayAsync(user, "the wind is strong", fresh);

        var session = (await SummarisedAsync(user)).Single();
        session.StartTime.Should().Be(fresh);
        (await SessionRequestsAsync(user)).Should().Equal("CREATE");
        (await ActionsAsync(user)).Should().BeEmpty();
        Events.Count(user, "decision.made").Should().Be(1);
        (await UtterancesAsync(user)).Select(utterance => (utterance.Text, utterance.Timestamp)).Should().Equal(
            ("turn off the lights", old), ("the wind is strong", fresh));
    }

    [Test]
    public async Task RealTime_Request_BecomesAnActionKeyedByUser()
    {
        var user = NewUser("asking");
        var at = Now();

        await Producer.SayAsync(user, "please turn off the lights in the kitchen", at);

        var stored = (await AnsweredAsync(user, 1)).Single();
        var produced = (await Log.ReadAsync(Hosts.Contract.Actions, user)).Should().ContainSingle().Subject;
        new[] { produced["original_text"], produced["reasoning"], produced["categorization"], produced["refined_prompt"], produced["user_id"] }
            .Should().Equal(stored.OriginalText, stored.Reasoning, stored.Categorization, stored.RefinedPrompt, user);
        (stored.OriginalText, stored.Timestamp).Should().Be(("please turn off the lights in the kitchen", at));
        stored.Reasoning.Should().NotBeNullOrWhiteSpace();
    }
}
