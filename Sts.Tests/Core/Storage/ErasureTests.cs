using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sts.Core.Diagnostics;
using Sts.Core.Privacy;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

public sealed class ErasureTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private IErasure Erasure => Host.Get<IErasure>();

    [Test]
    public async Task EraseUserAsync_OneOfTwo_LeavesNothingOfThemAndAllOfTheOther()
    {
        await FillAsync("alice", "Alice", "bob");

        (await Erasure.CountAsync("alice", default)).Should().Be(new ErasedRows(3, 1, 2));
        (await Erasure.EraseUserAsync("alice", default)).Should().Be(new ErasedRows(3, 1, 2));

        (await Erasure.CountAsync("alice", default)).Should().Be(new ErasedRows(0, 0, 0));
        (await Erasure.EraseUserAsync("alice", default)).Should().Be(new ErasedRows(0, 0, 0), "a second time finds nothing");
        (await Erasure.CountAsync("Alice", default)).Should().Be(new ErasedRows(3, 1, 2), "names differ by case");
        (await Erasure.CountAsync("bob", default)).Should().Be(new ErasedRows(3, 1, 2));
    }

    [Test]
    public async Task IsErasedAsync_OfWhatWasSaidBefore_IsTrueForThatUserOnly()
    {
        (await Erasure.IsErasedAsync("carol", Noon, default)).Should().BeFalse();

        await Erasure.EraseUserAsync("carol", default);

        var after = TimeProvider.System.GetUtcNow().AddSeconds(1);

        (await Erasure.IsErasedAsync("carol", Noon, default)).Should().BeTrue();
        (await Erasure.IsErasedAsync("Carol", Noon, default)).Should().BeFalse();
        (await Erasure.IsErasedAsync("carol", after, default)).Should().BeFalse("who speaks again is stored again");
        await using var other = new StorageHost(Settings);
        (await other.Get<IErasure>().IsErasedAsync("carol", Noon, default)).Should().BeTrue("other hosts know, too");
        await using var database = Host.Open();
        (await database.ErasedUsers.ToListAsync()).Should().OnlyContain(user => user.UserHash.Length == 64, "the name is erased too");
    }

    [Test]
    public async Task IsErasedAsync_AfterAnotherHostErased_FindsOutInAWhile()
    {
        var time = new FakeTimeProvider(Noon.AddHours(2));
        await using var host = new StorageHost(Settings, time);
        (await host.Get<IErasure>().IsErasedAsync("dave", Noon, default)).Should().BeFalse();
        await Erasure.EraseUserAsync("dave", default);

        time.Advance(TimeSpan.FromSeconds(6));

        (await host.Get<IErasure>().IsErasedAsync("dave", Noon, default)).Should().BeTrue();
    }

    [Test]
    public async Task EraseUserAsync_MoreThanABatch_ErasesAll()
    {
        await WriteAsync([.. Enumerable.Range(0, 2_500).Select(i => Utterance("alice", Noon.AddSeconds(i)))]);

        (await Erasure.EraseUserAsync("alice", default)).Utterances.Should().Be(2_500);

        (await StoredAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task EraseUserAsync_ByTwoHostsAtOnce_ErasesEachRowOnce()
    {
        await WriteAsync([.. Enumerable.Range(0, 2_500).Select(i => Utterance("alice", Noon.AddSeconds(i)))]);
        await using var other = new StorageHost(Settings);

        var erased = await Task.WhenAll(Erasure.EraseUserAsync("alice", default), other.Get<IErasure>().EraseUserAsync("alice", default));

        erased.Sum(rows => rows.Utterances).Should().Be(2_500);
        (await StoredAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task RunDueAsync_WithLimits_ErasesWhatIsOlderAndNoActiveSession()
    {
        await FillAsync("alice");
        var options = new PrivacyOptions { KeepUtterances = TimeSpan.FromMinutes(30), KeepSessions = TimeSpan.FromMinutes(10) };
        var time = new FakeTimeProvider(Noon);
        var events = new PipelineEvents(time);
        events.Publish(PipelineEvent.UtteranceStored, "alice", "at noon");
        time.Advance(TimeSpan.FromMinutes(61));
        events.Publish(PipelineEvent.UtteranceStored, "alice", "an hour later");
        using var retention = new Retention(Erasure, events, Options.Create(options), time, NullLogger<Retention>.Instance);

        (await retention.RunDueAsync(default)).Should().Be(new ErasedRows(2, 1, 1));

        events.WatchWithRecent(default).Recent.Should().ContainSingle().Which.Detail.Should().Be("an hour later");
        (await StoredAsync()).Should().ContainSingle().Which.Timestamp.Should().Be(Noon.AddHours(1));
        (await SessionsAsync()).Should().ContainSingle().Which.Active.Should().BeTrue();
    }

    [Test]
    public async Task RunDueAsync_WithoutLimits_KeepsAll()
    {
        await FillAsync("alice");
        var events = new PipelineEvents(new FakeTimeProvider(Noon));
        events.Publish(PipelineEvent.UtteranceStored, "alice", "at noon");
        using var retention = new Retention(Erasure, events, Options.Create(new PrivacyOptions()), new FakeTimeProvider(Noon.AddYears(50)), NullLogger<Retention>.Instance);

        (await retention.RunDueAsync(default)).Should().Be(new ErasedRows(0, 0, 0));
        events.WatchWithRecent(default).Recent.Should().ContainSingle();
    }

    // Two utterances at noon and one an hour later, an action at noon, a session that has ended and one that is active.
    private async Task FillAsync(params string[] users)
    {
        foreach (var user in users)
        {
            await WriteAsync(Utterance(user, Noon), Utterance(user, Noon.AddSeconds(1)), Utterance(user, Noon.AddHours(1)));
            await Host.Get<IActionStore>().RecordAsync(
                new ActionRecord { Key = ActionRecord.KeyOf(user, Noon, "hello"), UserId = user, OriginalText = "hello", Reasoning = "hi", Timestamp = Noon, ReceivedAt = Noon }, default);
            var sessions = Host.Get<ISessionStore>();
            await sessions.OpenAsync(user, Noon, Noon, default);
            await sessions.CloseAsync(user, Noon.AddMinutes(1), "done", Noon.AddMinutes(1), default);
            await sessions.OpenAsync(user, Noon.AddHours(1), Noon.AddHours(1), default);
        }
    }
}
