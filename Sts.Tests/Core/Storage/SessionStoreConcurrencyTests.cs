using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

/// <summary>Two hosts, each with its own pool, and many calls at once: exactly one wins.</summary>
public sealed class SessionStoreConcurrencyTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private const int Callers = 32;
    private StorageHost? _other;

    [SetUp]
    public void StartOtherHost() => _other = new StorageHost(Settings);

    [TearDown]
    public async Task StopOtherHost() => await _other!.DisposeAsync();

    [Test]
    public async Task OpenAsync_ManyAtOnce_OneOpens()
    {
        var results = await AtOnceAsync((store, i) => store.OpenAsync("alice", Noon.AddSeconds(i), Noon, default));

        results.Should().ContainSingle(r => r == OpenResult.Opened);
        results.Where(r => r != OpenResult.Opened).Should().AllBeEquivalentTo(OpenResult.AlreadyActive);
        (await SessionsAsync()).Should().ContainSingle();
    }

    [Test]
    public async Task OpenAsync_SameStartOpenedAndClosedByMany_IsOneSession()
    {
        await AtOnceAsync(async (store, _) =>
        {
            await store.OpenAsync("alice", Noon, Noon, default);
            return await store.CloseAsync("alice", Noon.AddSeconds(1), "done", Noon, default);
        });

        (await SessionsAsync()).Should().ContainSingle().Which.Active.Should().BeFalse();
    }

    [Test]
    public async Task CloseAsync_ManyAtOnce_OneGetsTheSession()
    {
        await Host.Get<ISessionStore>().OpenAsync("alice", Noon, Noon, default);

        var closed = await AtOnceAsync((store, i) => store.CloseAsync("alice", Noon.AddSeconds(i), $"{i}", Noon, default));

        var winner = closed.Should().ContainSingle(s => s != null).Which!;
        (await SessionsAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(winner);
    }

    [Test]
    public async Task TouchAsync_ManyAtOnce_AllGetTheSessionAndTheLatestTimeStays()
    {
        await Host.Get<ISessionStore>().OpenAsync("alice", Noon, Noon, default);

        var ids = await AtOnceAsync((store, i) => store.TouchAsync("alice", Noon.AddMinutes(i), default));

        var session = (await SessionsAsync()).Single();
        ids.Should().AllBeEquivalentTo(session.Id);
        session.LastActivityAt.Should().Be(Noon.AddMinutes(Callers - 1));
    }

    [Test]
    public async Task CloseIdleAsync_AgainstTouch_OneOfThemWins()
    {
        var store = Host.Get<ISessionStore>();
        for (var round = 0; round < 20; round++)
        {
            var user = $"user-{round}";
            await store.OpenAsync(user, Noon, Noon, default);
            var id = (await store.TouchAsync(user, Noon, default))!.Value;

            var closed = 0;
            var touched = 0;
            await AtOnceAsync(async (s, i) =>
            {
                if (i % 2 == 0 && await s.CloseIdleAsync(id, Noon.AddMinutes(3), "timeout", Noon.AddMinutes(5), default))
                    Interlocked.Increment(ref closed);
                if (i % 2 == 1 && await s.TouchAsync(user, Noon.AddMinutes(5), default) is not null)
                    Interlocked.Increment(ref touched);
                return 0;
            });

            var session = (await store.GetAsync(id, default))!;
            closed.Should().Be(session.Active ? 0 : 1);
            touched.Should().Be(session.Active ? Callers / 2 : 0, "a touch that is told of the session has kept it open");
        }
    }

    private Task<T[]> AtOnceAsync<T>(Func<ISessionStore, int, Task<T>> call)
    {
        var stores = new[] { Host.Get<ISessionStore>(), _other!.Get<ISessionStore>() };
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => call(stores[i % 2], i))));
    }
}
