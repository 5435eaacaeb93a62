using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

public sealed class SessionStoreTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private ISessionStore Store => Host.Get<ISessionStore>();

    [Test]
    public async Task OpenAsync_NoSession_OpensOne()
    {
        (await Store.OpenAsync("alice", Noon, Noon.AddSeconds(2), default)).Should().Be(OpenResult.Opened);

        (await SessionsAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { UserId = "alice", Active = true, StartTime = Noon, EndTime = (DateTimeOffset?)null, LastActivityAt = Noon.AddSeconds(2) });
    }

    [Test]
    public async Task OpenAsync_SessionActive_ChangesNothing()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);

        (await Store.OpenAsync("alice", Noon.AddMinutes(1), Noon, default)).Should().Be(OpenResult.AlreadyActive);
        (await Store.OpenAsync("alice", Noon, Noon, default)).Should().Be(OpenResult.AlreadyActive);
        (await Store.OpenAsync("bob", Noon, Noon, default)).Should().Be(OpenResult.Opened);
        (await SessionsAsync()).Should().HaveCount(2);
    }

    [TestCase(0)]
    [TestCase(150)]
    [TestCase(300)]
    public async Task OpenAsync_StartWithinEndedSession_IsReplay(int seconds)
    {
        await OpenAndCloseAsync("alice", Noon, Noon.AddSeconds(300));

        (await Store.OpenAsync("alice", Noon.AddSeconds(seconds), Noon, default)).Should().Be(OpenResult.AlreadyEnded);
        (await Store.TouchAsync("alice", Noon, default)).Should().BeNull();
    }

    [Test]
    public async Task OpenAsync_StartWithFractionsOfMicrosecond_ReplayIsRecognised()
    {
        var start = Noon.AddTicks(1234567);
        await OpenAndCloseAsync("alice", start, start);

        (await Store.OpenAsync("alice", start, Noon, default)).Should().Be(OpenResult.AlreadyEnded);
    }

    [TestCase(-1)]
    [TestCase(301)]
    public async Task OpenAsync_StartOutsideEndedSession_Opens(int seconds)
    {
        await OpenAndCloseAsync("alice", Noon, Noon.AddSeconds(300));

        (await Store.OpenAsync("alice", Noon.AddSeconds(seconds), Noon, default)).Should().Be(OpenResult.Opened);
    }

    [Test]
    public async Task OpenAsync_ReplayWhileAnotherIsActive_IsReplay()
    {
        await OpenAndCloseAsync("alice", Noon, Noon.AddSeconds(300));
        await Store.OpenAsync("alice", Noon.AddHours(1), Noon, default);

        (await Store.OpenAsync("alice", Noon, Noon, default)).Should().Be(OpenResult.AlreadyEnded);
    }

    [Test]
    public async Task TouchAsync_NoActiveSession_ReturnsNull()
    {
        (await Store.TouchAsync("alice", Noon, default)).Should().BeNull();
        await OpenAndCloseAsync("alice", Noon, Noon);
        (await Store.TouchAsync("alice", Noon, default)).Should().BeNull();
    }

    [TestCase(60, 60)]
    [TestCase(0.5, 0)]
    [TestCase(-60, 0)]
    public async Task TouchAsync_ActiveSession_MovesLastActivityForwardAtMostOnceASecond(double heardAfter, double expected)
    {
        await Store.OpenAsync("alice", Noon, Noon, default);

        var id = await Store.TouchAsync("alice", Noon.AddSeconds(heardAfter), default);

        var session = (await SessionsAsync()).Single();
        id.Should().Be(session.Id);
        session.LastActivityAt.Should().Be(Noon.AddSeconds(expected));
    }

    [Test]
    public async Task CloseAsync_ActiveSession_ClosesAndReturnsIt()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);

        var closed = await Store.CloseAsync("alice", Noon.AddMinutes(2), "said goodbye", Noon.AddMinutes(3), default);

        closed.Should().BeEquivalentTo(new
        {
            UserId = "alice",
            Active = false,
            StartTime = Noon,
            EndTime = Noon.AddMinutes(2),
            EndReason = "said goodbye",
            ClosedAt = Noon.AddMinutes(3),
        });
        (await Store.GetAsync(closed!.Id, default)).Should().BeEquivalentTo(closed);
        (await Store.CloseAsync("alice", Noon.AddMinutes(2), "again", Noon, default)).Should().BeNull();
    }

    [Test]
    public async Task CloseAsync_EndBeforeStart_IsReplayAndLeavesSessionActive()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);

        (await Store.CloseAsync("alice", Noon.AddSeconds(-1), "old", Noon, default)).Should().BeNull();
        (await SessionsAsync()).Single().Active.Should().BeTrue();
    }

    [Test]
    public async Task FindIdleAsync_MixOfSessions_ReturnsThoseUnheardSinceCutoff()
    {
        await Store.OpenAsync("idle-later", Noon, Noon.AddSeconds(5), default);
        await Store.OpenAsync("idle", Noon, Noon, default);
        await Store.OpenAsync("touched", Noon, Noon, default);
        await Store.TouchAsync("touched", Noon.AddMinutes(4), default);
        await OpenAndCloseAsync("closed", Noon, Noon);
        await Store.OpenAsync("stored", Noon, Noon, default);
        await WriteAsync(Utterance("stored", Noon.AddSeconds(30), receivedAt: Noon.AddMinutes(4)));
        await WriteAsync(Utterance("idle", Noon.AddSeconds(30), receivedAt: Noon.AddSeconds(30)));
        await WriteAsync(Utterance("idle", Noon.AddSeconds(-30), receivedAt: Noon.AddMinutes(4)));

        (await IdleUsersAsync(100)).Should().Equal("idle", "idle-later");
        (await IdleUsersAsync(1)).Should().Equal("idle");

        async Task<IEnumerable<string>> IdleUsersAsync(int limit) =>
            (await Store.FindIdleAsync(Noon.AddMinutes(3), limit, default)).Select(s => s.UserId);
    }

    [Test]
    public async Task CloseIdleAsync_WithUtterances_EndsWithTheLatestEvent()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);
        await WriteAsync(
            Utterance("alice", Noon.AddSeconds(40)), Utterance("alice", Noon.AddSeconds(20)), Utterance("bob", Noon.AddSeconds(50)));

        (await CloseIdleAsync()).Should().BeTrue();

        (await SessionsAsync()).Single().Should().BeEquivalentTo(
            new { Active = false, EndTime = Noon.AddSeconds(40), EndReason = "timeout", ClosedAt = Noon.AddMinutes(6) });
        (await CloseIdleAsync()).Should().BeFalse("it is closed already");
    }

    [Test]
    public async Task CloseIdleAsync_NoUtterancesOfTheSession_EndsAtItsStart()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);
        await WriteAsync(Utterance("alice", Noon.AddSeconds(-1)));

        (await CloseIdleAsync()).Should().BeTrue();

        (await SessionsAsync()).Single().EndTime.Should().Be(Noon);
    }

    [Test]
    public async Task CloseIdleAsync_HeardMeanwhile_LeavesSessionActive()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);
        await Store.TouchAsync("alice", Noon.AddMinutes(5), default);

        (await CloseIdleAsync()).Should().BeFalse();
        (await SessionsAsync()).Single().Active.Should().BeTrue();
    }

    [Test]
    public async Task CloseIdleAsync_UtteranceStoredMeanwhile_LeavesSessionActive()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);
        await WriteAsync(Utterance("alice", Noon.AddMinutes(5)));

        (await CloseIdleAsync()).Should().BeFalse();
    }

    [Test]
    public async Task FindUnaggregatedAsync_EndedSession_DueAtOnceAndAgainAfterGrowingPauses()
    {
        await Store.OpenAsync("active", Noon, Noon, default);
        var id = await OpenAndCloseAsync("alice", Noon, Noon);

        (await DueAsync(Noon)).Should().Equal(id);
        var now = Noon;
        foreach (var pause in new[] { 30, 60, 120, 240, 480, 960, 1800, 1800, 1800 })
        {
            (await Store.ClaimAggregationAsync(id, now, default)).Should().BeTrue();
            (await DueAsync(now.AddSeconds(pause - 1))).Should().BeEmpty();
            now = now.AddSeconds(pause);
            (await DueAsync(now)).Should().Equal(id);
        }

        await Store.StoreSummaryAsync(id, "summary", "hash", now, default);
        (await DueAsync(now.AddDays(1))).Should().BeEmpty();
        (await Store.ClaimAggregationAsync(id, now.AddDays(1), default)).Should().BeFalse();
    }

    [Test]
    public async Task ClaimAggregationAsync_ManyAtOnce_OneWins()
    {
        var id = await OpenAndCloseAsync("alice", Noon, Noon);

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.ClaimAggregationAsync(id, Noon, default))));

        claims.Should().ContainSingle(claimed => claimed);
    }

    [Test]
    public async Task ClaimAggregationAsync_ActiveSession_IsRefused()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);
        var id = (await SessionsAsync()).Single().Id;

        (await Store.ClaimAggregationAsync(id, Noon, default)).Should().BeFalse();
    }

    [Test]
    public async Task FindUnaggregatedAsync_MoreThanLimit_ReturnsLongestEnded()
    {
        var ids = new[] { await OpenAndCloseAsync("alice", Noon, Noon), await OpenAndCloseAsync("bob", Noon, Noon.AddMinutes(1)) };

        (await Store.FindUnaggregatedAsync(Noon.AddHours(1), 1, default)).Select(s => s.Id).Should().Equal(ids[0]);
    }

    [Test]
    public async Task GetUtterancesAsync_EndedSession_ReturnsItsUtterancesInOrderBoundsIncluded()
    {
        await WriteAsync(
            Utterance("alice", Noon.AddSeconds(60), "end"), Utterance("alice", Noon.AddTicks(-10), "before"), Utterance("alice", Noon, "start"),
            Utterance("alice", Noon.AddSeconds(30), "middle 1"), Utterance("alice", Noon.AddSeconds(30), "middle 2"),
            Utterance("bob", Noon.AddSeconds(30), "bob"), Utterance("alice", Noon.AddSeconds(60).AddTicks(10), "after"));
        var session = (await Store.GetAsync(await OpenAndCloseAsync("alice", Noon, Noon.AddSeconds(60)), default))!;

        (await TextsAsync(session)).Should().Equal("start", "middle 1", "middle 2", "end");

        async Task<IEnumerable<string>> TextsAsync(Session s) => (await Store.GetUtterancesAsync(s, default)).Select(t => t.Text);
    }

    [Test]
    public async Task GetUtterancesAsync_ActiveSession_ReturnsEverythingSinceItsStart()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);
        await WriteAsync(Utterance("alice", Noon.AddDays(1), "later"));

        (await Store.GetUtterancesAsync((await SessionsAsync()).Single(), default)).Select(t => t.Text).Should().Equal("later");
    }

    [Test]
    public async Task StoreSummaryAsync_SameContentAgain_StoresOnceAndOtherContentReplaces()
    {
        var id = await OpenAndCloseAsync("alice", Noon, Noon);

        (await Store.StoreSummaryAsync(id, "first", "hash-1", Noon.AddMinutes(1), default)).Should().BeTrue();
        (await Store.StoreSummaryAsync(id, "first again", "hash-1", Noon.AddMinutes(2), default)).Should().BeFalse();
        (await Store.GetAsync(id, default)).Should().BeEquivalentTo(
            new { Summary = "first", SummaryHash = "hash-1", SummarisedAt = Noon.AddMinutes(1) });

        (await Store.StoreSummaryAsync(id, "second", "hash-2", Noon.AddMinutes(3), default)).Should().BeTrue();
        (await Store.GetAsync(id, default))!.Summary.Should().Be("second");
    }

    [Test]
    public async Task StoreSummaryAsync_ActiveOrUnknownSession_StoresNothing()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);

        (await Store.StoreSummaryAsync((await SessionsAsync()).Single().Id, "s", "h", Noon, default)).Should().BeFalse();
        (await Store.StoreSummaryAsync(int.MaxValue, "s", "h", Noon, default)).Should().BeFalse();
    }

    [Test]
    public async Task RenewAggregationAsync_SummarisedSession_TakesASummaryOfTheSameContentAgain()
    {
        var id = await OpenAndCloseAsync("alice", Noon, Noon);
        await Store.StoreSummaryAsync(id, "first", "hash-1", Noon.AddMinutes(1), default);

        (await Store.RenewAggregationAsync(id, Noon.AddMinutes(2), default)).Should().BeTrue();

        (await Store.GetAsync(id, default))!.Summary.Should().Be("first", "it is shown until there is a new one");
        (await DueAsync(Noon.AddMinutes(2))).Should().BeEmpty("who renews makes the request");
        (await DueAsync(Noon.AddMinutes(3))).Should().Equal([id], "the request may have got lost");
        (await Store.StoreSummaryAsync(id, "second", "hash-1", Noon.AddMinutes(3), default)).Should().BeTrue();
        (await Store.GetAsync(id, default))!.Summary.Should().Be("second");
    }

    [Test]
    public async Task RenewAggregationAsync_ActiveOrUnknownSession_ChangesNothing()
    {
        await Store.OpenAsync("alice", Noon, Noon, default);

        (await Store.RenewAggregationAsync((await SessionsAsync()).Single().Id, Noon, default)).Should().BeFalse();
        (await Store.RenewAggregationAsync(int.MaxValue, Noon, default)).Should().BeFalse();
        (await SessionsAsync()).Single().AggregationAttempts.Should().Be(0);
    }

    private async Task<int> OpenAndCloseAsync(string user, DateTimeOffset start, DateTimeOffset end)
    {
        await Store.OpenAsync(user, start, Noon, default);
        return (await Store.CloseAsync(user, end, "done", end, default))!.Id;
    }

    private async Task<bool> CloseIdleAsync() =>
        await Store.CloseIdleAsync((await SessionsAsync()).Single().Id, Noon.AddMinutes(3), "timeout", Noon.AddMinutes(6), default);

    private async Task<IEnumerable<int>> DueAsync(DateTimeOffset now) =>
        (await Store.FindUnaggregatedAsync(now, 100, default)).Select(s => s.Id);
}
