using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

public sealed class HistoryTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private IHistory History => Host.Get<IHistory>();

    [Test]
    public async Task TranscriptionsAsync_UserAndLimit_NewestFirst()
    {
        await WriteAsync(
            Utterance("alice", Noon.AddSeconds(2), "2"), Utterance("alice", Noon.AddSeconds(3), "3"),
            Utterance("bob", Noon.AddSeconds(4), "4"), Utterance("alice", Noon.AddSeconds(1), "1"));

        (await TextsAsync(null, 10)).Should().Equal("4", "3", "2", "1");
        (await TextsAsync("alice", 2)).Should().Equal("3", "2");
        (await TextsAsync("nobody", 2)).Should().BeEmpty();

        async Task<IEnumerable<string>> TextsAsync(string? user, int limit) =>
            (await History.TranscriptionsAsync(user, limit, default)).Select(t => t.Text);
    }

    [TestCase(-5, 1)]
    [TestCase(0, 1)]
    [TestCase(int.MaxValue, IHistory.MaxLimit)]
    public async Task TranscriptionsAsync_LimitOutOfBounds_IsBounded(int limit, int expected)
    {
        await WriteAsync(Enumerable.Range(0, IHistory.MaxLimit + 1).Select(i => Utterance("alice", Noon.AddSeconds(i))).ToArray());

        (await History.TranscriptionsAsync(null, limit, default)).Should().HaveCount(expected);
    }

    [Test]
    public async Task SessionsAsync_Filters_Combine()
    {
        var store = Host.Get<ISessionStore>();
        await store.OpenAsync("alice", Noon, Noon, default);
        await store.CloseAsync("alice", Noon.AddSeconds(10), "done", Noon, default);
        await store.OpenAsync("alice", Noon.AddSeconds(20), Noon, default);
        await store.OpenAsync("bob", Noon.AddSeconds(30), Noon, default);

        (await StartsAsync(null, null)).Should().Equal(30, 20, 0);
        (await StartsAsync("alice", null)).Should().Equal(20, 0);
        (await StartsAsync("alice", true)).Should().Equal(20);
        (await StartsAsync(null, false)).Should().Equal(0);

        async Task<IEnumerable<double>> StartsAsync(string? user, bool? active) =>
            (await History.SessionsAsync(user, active, 10, default)).Select(s => (s.StartTime - Noon).TotalSeconds);
    }

    [TestCase("ALI", "alice")]
    [TestCase("Lights", "bob")]
    [TestCase("weather", "carol")]
    [TestCase("before", "")]
    [TestCase("50%_", "carol")]
    [TestCase("%", "carol")]
    public async Task SearchSessionsAsync_Text_IsFoundInUserSummaryAndWhatWasSaid(string search, string users)
    {
        var store = Host.Get<ISessionStore>();
        foreach (var user in new[] { "alice", "bob", "carol" })
        {
            await store.OpenAsync(user, Noon, Noon, default);
        }

        var ended = (await store.CloseAsync("carol", Noon.AddSeconds(10), "done", Noon, default))!.Id;
        await store.StoreSummaryAsync(ended, "They spoke of the Weather, 50%_ of it.", "hash", Noon, default);
        await WriteAsync(Utterance("bob", Noon.AddSeconds(2), "turn off the lights"), Utterance("bob", Noon.AddSeconds(-2), "said before"));

        (await History.SearchSessionsAsync(search, null, null, 10, default)).Select(session => session.UserId).Should().Equal(users.Length == 0 ? [] : [users]);
        (await History.SearchSessionsAsync(search, "dave", null, 10, default)).Should().BeEmpty();
        (await History.SearchSessionsAsync(search, null, active: users != "carol", 10, default)).Should().HaveCount(users.Length == 0 ? 0 : 1);
    }

    [Test]
    public async Task SessionAsync_KnownAndUnknownId_ReturnsItOrNull()
    {
        await Host.Get<ISessionStore>().OpenAsync("alice", Noon, Noon, default);
        var id = (await SessionsAsync()).Single().Id;

        (await History.SessionAsync(id, default))!.UserId.Should().Be("alice");
        (await History.SessionAsync(id + 1, default)).Should().BeNull();
    }

    [Test]
    public async Task ActionsAsync_UserAndLimit_NewestFirst()
    {
        foreach (var (user, second) in new[] { ("alice", 1), ("alice", 3), ("bob", 2) })
        {
            var at = Noon.AddSeconds(second);
            await Host.Get<IActionStore>().RecordAsync(
                new ActionRecord
                {
                    Key = ActionRecord.KeyOf(user, at, "hi"),
                    UserId = user,
                    OriginalText = "hi",
                    Reasoning = $"{second}",
                    Timestamp = at,
                    ReceivedAt = at,
                },
                default);
        }

        (await History.ActionsAsync(null, 2, default)).Select(a => a.Reasoning).Should().Equal("3", "2");
        (await History.ActionsAsync("alice", 10, default)).Select(a => a.Reasoning).Should().Equal("3", "1");
    }
}
