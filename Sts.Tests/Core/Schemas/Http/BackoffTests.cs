using Microsoft.Extensions.Time.Testing;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Http;

namespace Sts.Tests.Core.Schemas.Http;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class BackoffTests
{
    private static readonly SchemaRegistryException Failure = new("down", 503, 503, isTransient: true);

    private readonly FakeTimeProvider _time = new();
    private readonly Backoff _backoff;

    public BackoffTests() => _backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), _time);

    [Test]
    public void Enter_AfterAFailure_RepeatsItUntilTheWaitIsOver()
    {
        _backoff.Enter();
        _backoff.Fail(Failure);

        var repeated = IsRefused()!;
        (repeated.Message, repeated.ErrorCode, repeated.StatusCode, repeated.IsTransient, repeated.IsRepeated).Should().Be(("down", 503, (int?)503, true, true));
        repeated.InnerException.Should().BeSameAs(Failure);
        Advance(99);
        IsRefused().Should().NotBeNull("half of the wait is the least");
        Advance(101);
        IsRefused().Should().BeNull();
    }

    [Test]
    public void Enter_WhenTheWaitIsOver_LetsOneThrough()
    {
        _backoff.Fail(Failure);
        Advance(200);

        _backoff.Enter();
        IsRefused().Should().NotBeNull("somebody is trying");
        _backoff.GiveUp();
        IsRefused().Should().BeNull("nobody is trying any more");
    }

    [Test]
    public void Fail_AgainAndAgain_DoublesTheWaitUpToTheLongest()
    {
        foreach (var longest in new[] { 200, 400, 800, 1000, 1000 })
        {
            _backoff.Enter();
            _backoff.Fail(Failure);
            Advance((longest / 2) - 1);
            IsRefused().Should().NotBeNull();
            Advance((longest / 2) + 1);
        }

        IsRefused().Should().BeNull();
    }

    [Test]
    public void Fail_OfQuestionsThatWereUnderWayTogether_CountsOnce()
    {
        for (var i = 0; i < 50; i++)
            _backoff.Enter();
        for (var i = 0; i < 50; i++)
            _backoff.Fail(Failure);

        Advance(200);
        IsRefused().Should().BeNull();
    }

    [Test]
    public void Succeed_AfterFailures_BeginsAnew()
    {
        _backoff.Fail(Failure);
        Advance(200);
        _backoff.Enter();
        _backoff.Succeed();

        IsRefused().Should().BeNull();
        _backoff.Fail(Failure);
        Advance(200);
        IsRefused().Should().BeNull("the wait is as short as at first");
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private SchemaRegistryException? IsRefused()
    {
        try
        {
            _backoff.Enter();
            return null;
        }
        catch (SchemaRegistryException e)
        {
            return e;
        }
    }
}
