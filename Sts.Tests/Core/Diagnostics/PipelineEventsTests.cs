using Microsoft.Extensions.Time.Testing;
using Sts.Core.Diagnostics;

namespace Sts.Tests.Core.Diagnostics;

public sealed class PipelineEventsTests
{
    private PipelineEvents _events = null!;

    [SetUp]
    public void Begin() => _events = new PipelineEvents(new FakeTimeProvider());

    [Test]
    public async Task WatchWithRecent_WhileMuchHappens_TellsEachEventOnceAndInOrder()
    {
        const int count = 900;
        using var stop = new CancellationTokenSource();
        using var some = new ManualResetEventSlim();
        var publishing = Task.Run(() =>
        {
            for (var i = 0; i < count; i++)
            {
                Publish("alice", $"{i}");
                if (i == count / 10)
                {
                    some.Set();
                }
            }
        });
        some.Wait();

        var (recent, coming) = _events.WatchWithRecent(stop.Token);
        await publishing;
        await stop.CancelAsync();

        var told = recent.Select(happened => happened.Detail).ToList();
        await foreach (var happened in coming)
        {
            told.Add(happened.Detail);
        }

        recent.Should().NotBeEmpty();
        told.Should().Equal(Enumerable.Range(0, count).Select(i => $"{i}"));
    }

    [Test]
    public void WatchWithRecent_AfterMoreThanIsRemembered_TellsTheNewest()
    {
        for (var i = 0; i < PipelineEvents.Remembered + 10; i++)
        {
            Publish("alice", $"{i}");
        }

        Recent().Should().HaveCount(PipelineEvents.Remembered).And.StartWith("10");
    }

    [Test]
    public void WatchWithRecent_AfterAVeryLongUtterance_TellsItsBeginning()
    {
        Publish("alice", new string('a', 5_000_000));

        Recent().Should().ContainSingle().Which.Should().HaveLength(PipelineEvents.RememberedCharacters + 1);
    }

    [Test]
    public void Forget_OfOneUser_KeepsTheOthers()
    {
        Publish("alice", "a");
        Publish("bob", "b");
        Publish("alice", "c");

        _events.Forget("alice");

        Recent().Should().Equal("b");
    }

    private void Publish(string user, string detail) => _events.Publish(PipelineEvent.UtteranceStored, user, detail);

    private IEnumerable<string> Recent() => _events.WatchWithRecent(default).Recent.Select(happened => happened.Detail);
}
