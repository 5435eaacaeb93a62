using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SpeechQueueTests
{
    private const string Room = "room";

    private readonly SpeechQueue _queue = new(lengthPerUser: 100);

    [Test]
    public async Task TakeAsync_ManyWaiters_GoByUserInTheOrderOfWaitingAndNewestFirst()
    {
        var first = await TakeAsync("carol", 0);
        var order = new List<string>();
        var waiters = new[] { ("alice", 1), ("bob", 1), ("alice", 3), ("alice", 2), ("bob", 2) }.Select(async who =>
        {
            using var turn = await TakeAsync(who.Item1, who.Item2);
            order.Add($"{turn.User}{who.Item2}");
            await Task.Yield();
        }).ToArray();

        first.Dispose();
        await Task.WhenAll(waiters).WaitAsync(TimeSpan.FromSeconds(20));

        order.Should().Equal("alice3", "alice2", "alice1", "bob2", "bob1");
        _queue.IsEmpty.Should().BeTrue();
    }

    [Test]
    public async Task TakeAsync_CancelledWaiter_NeitherBlocksNorLetsOthersPast()
    {
        var first = await TakeAsync("alice", 0);
        using var cancellation = new CancellationTokenSource();
        var impatient = _queue.TakeAsync(Room, "alice", SomeSpeech.Instant, cancellation.Token);
        var patient = TakeAsync("alice", 0);

        await cancellation.CancelAsync();
        await impatient.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        patient.IsCompleted.Should().BeFalse("the first still holds the turn");

        first.Dispose();
        (await patient.WaitAsync(TimeSpan.FromSeconds(20))).Dispose();
    }

    [Test]
    public async Task TakeAsync_OtherLane_DoesNotWait()
    {
        using var alice = await _queue.TakeAsync("alice", "alice", SomeSpeech.Instant, default);

        (await _queue.TakeAsync("bob", "bob", SomeSpeech.Instant, default).WaitAsync(TimeSpan.FromSeconds(20))).Dispose();
    }

    [Test]
    public async Task TakeAsync_TooManyWait_LeavesOutTheOldest()
    {
        var queue = new SpeechQueue(lengthPerUser: 2);
        var first = await queue.TakeAsync(Room, "alice", SomeSpeech.Instant, default);
        var waiting = new[] { 2, 1, 3 }.Select(at => queue.TakeAsync(Room, "alice", SomeSpeech.Instant.AddSeconds(at), default)).ToArray();

        using (var left = await waiting[1].WaitAsync(TimeSpan.FromSeconds(20)))
            left.Reason.Should().Contain("Speech:QueueLength");

        waiting[0].IsCompleted.Should().BeFalse();
        first.Dispose();
        (await waiting[2]).Dispose();
        (await waiting[0]).Dispose();
    }

    [TestCase("alice", 6, true)]
    [TestCase("alice", 5, false)]
    [TestCase("alice", 4, false)]
    [TestCase("bob", 6, false)]
    public async Task Interrupt_WhatIsBeingSaid_OnlyIfItAnswersSomethingOlderOfThatUser(string user, int at, bool interrupted)
    {
        using var turn = await TakeAsync("alice", 5);
        var waiting = TakeAsync("alice", 3);

        _queue.Interrupt(user, SomeSpeech.Instant.AddSeconds(at), waitingToo: false, "because");

        turn.Reason.Should().Be(interrupted ? "because" : null);
        turn.Dispose();
        using var next = await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        next.Reason.Should().BeNull("what waits is not meant");
    }

    private Task<SpeechTurn> TakeAsync(string user, int at) => _queue.TakeAsync(Room, user, SomeSpeech.Instant.AddSeconds(at), default);
}
