using Microsoft.Extensions.Time.Testing;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Http;

namespace Sts.Tests.Core.Schemas.Http;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SingleFlightCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<int> _fetched = [];
    private Exception? _failure;

    [Test]
    public async Task Get_MoreKeysThanFit_DropsTheLeastRecentlyUsed()
    {
        var cache = Cache(capacity: 10);
        foreach (var key in Enumerable.Range(1, 10))
            await cache.GetAsync(key, default);
        await cache.GetAsync(1, default);
        await cache.GetAsync(11, default);

        _fetched.Clear();
        await cache.GetAsync(1, default);
        await cache.GetAsync(11, default);
        _fetched.Should().BeEmpty("they were used last");
        await cache.GetAsync(2, default);
        _fetched.Should().Equal(2);
    }

    [Test]
    public async Task Get_ThousandsOfKeys_StaysWithinItsCapacity()
    {
        var cache = Cache(capacity: 100);
        foreach (var key in Enumerable.Range(1, 10_000))
            await cache.GetAsync(key, default);

        _fetched.Clear();
        foreach (var key in Enumerable.Range(1, 10_000).Reverse())
            await cache.GetAsync(key, default);
        _fetched.Count.Should().BeGreaterThanOrEqualTo(9_900);
    }

    [Test]
    public async Task Get_ValueThatIsTooOld_IsFetchedAnewOnce()
    {
        var cache = Cache(lifetime: TimeSpan.FromSeconds(60));
        await cache.GetAsync(1, default);
        _time.Advance(TimeSpan.FromSeconds(59));
        await cache.GetAsync(1, default);
        _fetched.Should().Equal(1);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => cache.GetAsync(1, default))));
        _fetched.Should().Equal(1, 1);
    }

    [Test]
    public async Task Get_AfterATransientFailure_RepeatsItAndAsksAgainLater()
    {
        var cache = Cache();
        _failure = new SchemaRegistryException("trouble", 50001, 500, isTransient: true);
        for (var i = 0; i < 10; i++)
            await cache.Awaiting(c => c.GetAsync(1, default)).Should().ThrowAsync<SchemaRegistryException>().WithMessage("trouble");
        _fetched.Should().Equal(1);

        _failure = null;
        (await cache.GetAsync(2, default)).Should().Be("2", "that is another question");
        _time.Advance(TimeSpan.FromMilliseconds(200));
        (await cache.GetAsync(1, default)).Should().Be("1");
        _fetched.Should().Equal(1, 2, 1);
    }

    [Test]
    public async Task Get_AfterAnyOtherFailure_AsksAgainAtOnce()
    {
        var cache = Cache();
        foreach (var failure in new Exception[] { new SchemaRegistryException("unknown", 40403, 404), new InvalidOperationException("unknown") })
        {
            _failure = failure;
            await cache.Awaiting(c => c.GetAsync(1, default)).Should().ThrowAsync<Exception>().WithMessage("unknown");
        }

        _failure = null;
        (await cache.GetAsync(1, default)).Should().Be("1");
    }

    [Test]
    public async Task Get_FailureThatWasOnlyRepeated_DoesNotMakeItsOwnWaitLonger()
    {
        var cache = Cache();
        _failure = new SchemaRegistryException("down", 0, null, isTransient: true).Again();
        await cache.Awaiting(c => c.GetAsync(1, default)).Should().ThrowAsync<SchemaRegistryException>();

        _failure = null;
        (await cache.GetAsync(1, default)).Should().Be("1");
    }

    [Test]
    public async Task Clear_WhatWasKept_IsFetchedAnew()
    {
        var cache = Cache();
        await cache.GetAsync(1, default);
        cache.Clear();
        await cache.GetAsync(1, default);
        cache.Remove(1);
        await cache.GetAsync(1, default);

        _fetched.Should().Equal(1, 1, 1);
    }

    private SingleFlightCache<int, string> Cache(int capacity = 10, TimeSpan? lifetime = null) =>
        new(FetchAsync, new CacheLimits(capacity, lifetime, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), _time));

    private async Task<string> FetchAsync(int key)
    {
        _fetched.Add(key);
        await Task.Yield();
        return _failure is null ? $"{key}" : throw _failure;
    }
}
