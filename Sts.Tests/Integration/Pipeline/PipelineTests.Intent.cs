namespace Sts.Tests.Integration.Pipeline;

public abstract partial class PipelineTests
{
    [Test]
    public async Task Intent_SeveralAnswers_AreSpokenOneFileEach()
    {
        TestEnvironment.RequireEspeak();
        var user = NewUser("listener");
        var at = Now();

        await AnswerAsync(user, "Yes.", at);
        await AnswerAsync(user, "The lights in the kitchen are off, and those in the hall will follow in ten minutes.", at.AddMilliseconds(5));

        var actions = await AnsweredAsync(user, 2);
        actions.Should().OnlyContain(action => action.SpokenAt >= at && action.SpeechOutcome!.StartsWith("spoken by espeak-ng"));
        var spoken = SpeechOf(user).Select(Loudness.Of).ToList();
        spoken.Should().HaveCount(2).And.OnlyContain(speech => speech.Rms > 0.01);
        // Their names begin with the time of what was said.
        spoken[1].Duration.Should().BeGreaterThan(spoken[0].Duration * 3, "the reasoning itself is spoken");
    }

    [Test]
    public async Task Intent_AnswerOlderThanItsMaxAge_IsRecordedAndNotSpoken()
    {
        TestEnvironment.RequireEspeak();
        var user = NewUser("late");
        var at = Now() - TimeSpan.FromMinutes(2);

        await AnswerAsync(user, "The train leaves in one minute.", at);

        var action = (await AnsweredAsync(user, 1)).Single();
        (action.Reasoning, action.Timestamp, action.SpokenAt).Should().Be(("The train leaves in one minute.", at, null));
        action.SpeechOutcome.Should().StartWith("not spoken").And.Contain("Speech:MaxAge");
        SpeechOf(user).Should().BeEmpty();
        await WaitFor.ConditionAsync(() => Events.Count(user, "answer.not_spoken") == 1, Deadline, "the event");
    }
}
