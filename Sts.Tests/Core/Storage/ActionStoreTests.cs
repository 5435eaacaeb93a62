using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

public sealed class ActionStoreTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private IActionStore Store => Host.Get<IActionStore>();

    [Test]
    public async Task RecordAsync_NewKey_ReturnsItAsStored()
    {
        var action = Some("alice", "turn off the lights");

        var stored = await Store.RecordAsync(action, default);

        stored.Id.Should().BePositive();
        stored.Should().BeEquivalentTo(action, o => o.Excluding(a => a.Id));
    }

    [Test]
    public async Task RecordAsync_KnownKey_ReturnsTheFirstWithItsOutcome()
    {
        var first = await Store.RecordAsync(Some("alice", "turn off the lights"), default);
        await Store.MarkSpokenAsync(first.Id, Noon.AddSeconds(3), "spoken", default);
        var replayed = Some("alice", "turn off the lights");
        replayed.Reasoning = "decided anew";

        var again = await Store.RecordAsync(replayed, default);

        again.Should().BeEquivalentTo(new { first.Id, first.Reasoning, SpokenAt = Noon.AddSeconds(3), SpeechOutcome = "spoken" });
    }

    [Test]
    public async Task RecordAsync_OptionalFieldsGiven_AreStored()
    {
        var action = Some("alice", "what's up");
        (action.Categorization, action.RefinedPrompt) = ("question", "What is happening?");

        (await Store.RecordAsync(action, default)).Should().BeEquivalentTo(new { action.Categorization, action.RefinedPrompt });
    }

    [Test]
    public async Task RecordAsync_SameKeyManyTimesAtOnce_AllGetTheSameRow()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.RecordAsync(Some("alice", "hi"), default))));

        stored.Select(a => a.Id).Distinct().Should().ContainSingle();
    }

    [Test]
    public async Task MarkSpokenAsync_NotSpoken_KeepsTheOutcomeWithoutTime()
    {
        var stored = await Store.RecordAsync(Some("alice", "hi"), default);

        await Store.MarkSpokenAsync(stored.Id, null, "too old", default);

        (await Store.RecordAsync(Some("alice", "hi"), default)).Should().BeEquivalentTo(new { SpokenAt = (DateTimeOffset?)null, SpeechOutcome = "too old" });
    }

    private static ActionRecord Some(string user, string text) => new()
    {
        Key = ActionRecord.KeyOf(user, Noon, text),
        UserId = user,
        OriginalText = text,
        Reasoning = "because",
        Timestamp = Noon,
        ReceivedAt = Noon.AddSeconds(1),
    };
}
