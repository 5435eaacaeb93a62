using System.Diagnostics;

namespace Sts.Tests.Integration.Pipeline;

public abstract partial class PipelineTests
{
    // How late the timeout may be noticed, on a busy machine.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(6);

    [Test]
    public async Task Session_WhileItsUserTalks_StaysOpenAndThenTimesOutAtTheLastUtterance()
    {
        var user = NewUser("talker");
        // The speaker's clock is late, which neither keeps the session from staying open nor from timing out.
        var clockError = TimeSpan.FromSeconds(-100);
        var watch = Stopwatch.StartNew();
        var said = new List<(DateTimeOffset Stamp, TimeSpan At)>();
        while (watch.Elapsed < SessionTimeout * 1.75)
        {
            said.Add((Now() + clockError, watch.Elapsed));
            await Producer.SayAsync(user, $"and so the story went on, part {said.Count}", said[^1].Stamp);
            await Task.Delay(SessionTimeout / 8);
        }

        (await SessionsAsync(user)).Should().ContainSingle().Which.Active.Should().BeTrue();
        await WaitFor.ConditionAsync(async () => !(await SessionsAsync(user)).Single().Active, Deadline, "the timeout");
        var silence = watch.Elapsed - said[^1].At;

        silence.Should().BeGreaterThanOrEqualTo(SessionTimeout).And.BeLessThan(SessionTimeout + Lateness);
        var session = (await SummarisedAsync(user)).Single();
        (session.StartTime, session.EndTime).Should().Be((said[0].Stamp, said[^1].Stamp));
        session.EndReason.Should().Be("No utterance for 00:00:04.");
        session.Summary.Should().StartWith($"{said.Count} utterances in ");
        (await AggregationRequestsAsync(user)).Should().Equal(session.Id);
    }

    [Test]
    public async Task Session_CreatedTwice_IsOne()
    {
        var user = NewUser("twice");
        var first = Now() - TimeSpan.FromSeconds(1);

        await RequestSessionAsync(user, "CREATE", first);
        await RequestSessionAsync(user, "CREATE", Now());

        var session = (await SummarisedAsync(user)).Single();
        session.StartTime.Should().Be(first);
        Events.Count(user, "session.opened").Should().Be(1);
        (await AggregationRequestsAsync(user)).Should().Equal(session.Id);
    }

    [Test]
    public async Task Session_DestroyedWhenThereIsNone_IsNothing()
    {
        var user = NewUser("absent");

        await RequestSessionAsync(user, "DESTROY", Now());
        // Of the same user, so it is dealt with after the other one.
        var created = Now();
        await RequestSessionAsync(user, "CREATE", created);

        var session = (await SummarisedAsync(user)).Single();
        session.StartTime.Should().Be(created);
        session.EndReason.Should().StartWith("No utterance for");
        (await AggregationRequestsAsync(user)).Should().Equal(session.Id);
        (await Log.ReadAsync(Hosts.Contract.Sessions.DeadLetters, user)).Should().BeEmpty();
    }

    [Test]
    public async Task Session_DestroyInLowerCase_EndsItWithTheGivenReason()
    {
        var user = NewUser("lower");
        var (start, end) = (Now() - TimeSpan.FromSeconds(20), Now() - TimeSpan.FromSeconds(10));

        await RequestSessionAsync(user, "create", start);
        await RequestSessionAsync(user, "destroy", end, "It is late.");

        var session = (await SummarisedAsync(user)).Single();
        (session.StartTime, session.EndTime, session.EndReason).Should().Be((start, end, "It is late."));
        (await AggregationRequestsAsync(user)).Should().Equal(session.Id);
    }

    [Test]
    public async Task Session_UnknownDecision_IsADeadLetterAndStopsNothing()
    {
        var user = NewUser("unknown");

        await RequestSessionAsync(user, "PAUSE", Now());
        await RequestSessionAsync(user, "CREATE", Now());

        await ActiveAsync(user);
        var deadLetter = (await Log.ReadAsync(Hosts.Contract.Sessions.DeadLetters, user)).Should().ContainSingle().Subject;
        deadLetter["session_decision"].Should().Be("PAUSE");
        await ShouldGiveReasonAsync(deadLetter, "Session", "The session_decision 'PAUSE' is unknown");
    }
}
