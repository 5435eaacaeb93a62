using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;
using Sts.Processors;

namespace Sts.Tests.Processors;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UserSessionsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FixedStore _store = new();
    private readonly UserSessions _sessions;

    public UserSessionsTests() =>
        _sessions = new UserSessions(_store, Options.Create(new SessionOptions { Timeout = TimeSpan.FromSeconds(10) }), _time);

    [Test]
    public async Task IsActiveAsync_NothingRequested_IsWhatTheDatabaseSays()
    {
        (await IsActiveAsync()).Should().BeFalse();
        _store.Active = 1;
        (await IsActiveAsync()).Should().BeTrue();
        _store.Active = null;
        (await IsActiveAsync()).Should().BeFalse();
    }

    [Test]
    public async Task IsActiveAsync_RequestedAndNotThereYet_IsActive()
    {
        await IsActiveAsync();
        _sessions.Requested("alice", SessionRequest.Create);

        (await IsActiveAsync()).Should().BeTrue();
    }

    [Test]
    public async Task IsActiveAsync_RequestThatCameToNothing_IsForgottenAfterAWhile()
    {
        await IsActiveAsync();
        _sessions.Requested("alice", SessionRequest.Create);

        _time.Advance(TimeSpan.FromSeconds(6));

        (await IsActiveAsync()).Should().BeFalse();
    }

    [Test]
    public async Task IsActiveAsync_SessionSeenAndThenTimedOut_IsNotActiveThoughItWasRequestedAMomentAgo()
    {
        await IsActiveAsync();
        _sessions.Requested("alice", SessionRequest.Create);
        _store.Active = 1;
        (await IsActiveAsync()).Should().BeTrue();

        _store.Active = null;

        (await IsActiveAsync()).Should().BeFalse();
    }

    [Test]
    public async Task IsActiveAsync_EndRequestedButNotThereYet_IsNotActive()
    {
        _store.Active = 1;
        await IsActiveAsync();
        _sessions.Requested("alice", SessionRequest.Destroy);

        (await IsActiveAsync()).Should().BeFalse();
    }

    [Test]
    public async Task IsActiveAsync_NewSessionRequestedWhileTheOldOneStillShows_IsActiveThroughout()
    {
        _store.Active = 1;
        await IsActiveAsync();
        _sessions.Requested("alice", SessionRequest.Destroy);
        await IsActiveAsync();
        _sessions.Requested("alice", SessionRequest.Create);

        (await IsActiveAsync()).Should().BeTrue("the old session still shows");
        _store.Active = null;
        (await IsActiveAsync()).Should().BeTrue("the old one is closed and the new one on its way");
        _store.Active = 2;
        (await IsActiveAsync()).Should().BeTrue();
        _store.Active = null;
        (await IsActiveAsync()).Should().BeFalse("the new one was seen, and is closed");
    }

    private Task<bool> IsActiveAsync() => _sessions.IsActiveAsync("alice", CancellationToken.None);

    private sealed class FixedStore : ISessionStore
    {
        public int? Active { get; set; }

        public Task<int?> TouchAsync(string userId, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(Active);

        public Task<OpenResult> OpenAsync(string userId, DateTimeOffset startTime, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Session?> CloseAsync(string userId, DateTimeOffset endTime, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<Session>> FindIdleAsync(DateTimeOffset cutoff, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> CloseIdleAsync(int sessionId, DateTimeOffset cutoff, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<Session>> FindUnaggregatedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> ClaimAggregationAsync(int sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> RenewAggregationAsync(int sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Session?> GetAsync(int id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Transcription>> GetUtterancesAsync(Session session, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> StoreSummaryAsync(int sessionId, string summary, string hash, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
