using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>Six people talk at the same time, as people do; then all that came of it is looked at.</summary>
public abstract partial class PipelineTests
{
    private const int Speakers = 6;
    private const int LinesEach = 24;

    // The offline agents are right about nine in ten; their accuracy has tests of its own.
    private const double FewestCommandsUnderstood = 0.75;
    private const double MostRemarksMistaken = 0.25;

    [Test]
    public async Task Dialogues_OfSeveralUsersAtOnce_AreStoredOnceAndInOrder()
    {
        foreach (var talk in await _talks.Value)
        {
            var stored = await UtterancesAsync(talk.User);
            stored.Select(utterance => utterance.Text).Should().Equal(talk.Lines);
            stored.Select(utterance => utterance.Offset).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
            stored.Select(utterance => utterance.Partition).Distinct().Should().ContainSingle("a user's utterances share a key");
        }
    }

    [Test]
    public async Task Dialogues_OfSeveralUsersAtOnce_AreOneSessionEachThatEndsAsTheUserEndedIt()
    {
        foreach (var talk in await _talks.Value)
        {
            var session = (await SessionsAsync(talk.User)).Should().ContainSingle(talk.User).Subject;
            var stored = await UtterancesAsync(talk.User);
            session.EndReason.Should().StartWith(talk.EndsWithGoodbye ? "The user asked to end the session" : "No utterance for");
            (session.StartTime, session.EndTime).Should().Be((stored[0].Timestamp, stored[^1].Timestamp));
        }
    }

    [Test]
    public async Task Dialogues_OfSeveralUsersAtOnce_AreSummarisedOnceWithEveryUtterance()
    {
        foreach (var talk in await _talks.Value)
        {
            var session = (await SessionsAsync(talk.User)).Single();
            session.Summary.Should().StartWith($"{talk.Lines.Count} utterances in ");
            (await AggregationRequestsAsync(talk.User)).Should().Equal(session.Id);
            Events.Count(talk.User, "summary.stored").Should().Be(1);
        }
    }

    [Test]
    public async Task Dialogues_WithCommandsAmongRemarks_LeadToActionsForTheCommands()
    {
        var (commands, understood, remarks, mistaken) = (0, 0, 0, 0);
        foreach (var talk in await _talks.Value)
        {
            var actions = (await ActionsAsync(talk.User)).Select(action => action.OriginalText).ToList();
            actions.Should().OnlyHaveUniqueItems().And.BeSubsetOf(talk.Lines);
            commands += talk.Commands.Count;
            understood += actions.Intersect(talk.Commands).Count();
            remarks += talk.Lines.Except(talk.Commands).Count();
            mistaken += actions.Except(talk.Commands).Count();
            var produced = await Log.ReadAsync(Contract.Actions, talk.User);
            produced.Select(message => message["original_text"]).Should().Equal(actions, "an action is produced once, in the order of what was said");
        }

        TestContext.Out.WriteLine($"{understood} of {commands} commands understood, {mistaken} of {remarks} remarks mistaken for one");
        understood.Should().BeGreaterThanOrEqualTo((int)(commands * FewestCommandsUnderstood));
        mistaken.Should().BeLessThanOrEqualTo((int)(remarks * MostRemarksMistaken));
    }

    [Test]
    public async Task Dialogues_WithCommands_AreAnsweredAloud()
    {
        TestEnvironment.RequireEspeak();
        foreach (var talk in await _talks.Value)
        {
            var spoken = (await ActionsAsync(talk.User)).Where(action => action.SpokenAt is not null).ToList();
            spoken.Should().NotBeEmpty();
            var files = SpeechOf(talk.User);
            files.Should().HaveCount(spoken.Count);
            files.Select(file => Loudness.Of(file).Rms).Should().OnlyContain(rms => rms > 0.01, "it is heard");
        }
    }

    [Test]
    public async Task Dialogues_OfSeveralUsersAtOnce_LeaveNoDeadLetters()
    {
        foreach (var talk in await _talks.Value)
        {
            foreach (var contract in Contract.All)
            {
                (await Log.ReadAsync(contract.DeadLetters, talk.User)).Should().BeEmpty();
            }
        }
    }

    private async Task<IReadOnlyList<Talk>> HoldTalksAsync()
    {
        var talks = Dialogues.Of([.. Enumerable.Range(1, Speakers).Select(number => NewUser($"speaker{number}x"))], LinesEach);
        await Task.WhenAll(talks.Select(SpeakAsync));
        foreach (var talk in talks)
        {
            await WaitFor.ConditionAsync(() => Events.Count(talk.User, "decision.made") >= talk.Lines.Count, Deadline, $"all decisions on {talk.User}");
            await SummarisedAsync(talk.User);
            await AnsweredAsync(talk.User, Events.Count(talk.User, "action.produced"));
        }

        return talks;
    }

    private async Task SpeakAsync(Talk talk)
    {
        foreach (var line in talk.Lines)
        {
            await Producer.SayAsync(talk.User, line);
        }
    }
}
