using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Processors;

namespace Sts.Tests.Processors;

public sealed class SessionProcessorTests
{
    private static readonly DateTimeOffset Now = ProcessorServices.Now;

    [Test]
    public async Task ProcessAsync_CreateAndDestroy_LeavesAnEndedSessionAndOneAggregationRequest()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<SessionProcessor>();

        await services.SendAsync(processor, Request("CREATE", Now));
        await services.SendAsync(processor, Request("destroy", Now.AddSeconds(30), "She said so."));

        var session = (await services.History.SessionsAsync("alice", null, 10, default)).Should().ContainSingle().Subject;
        session.Should().BeEquivalentTo(new { Active = false, StartTime = Now, EndTime = Now.AddSeconds(30), EndReason = "She said so." });
        services.Aggregations.Produced.Should().Equal(("alice", new AggregatorRequest(session.Id, "alice")));
    }

    [Test]
    public async Task ProcessAsync_EverythingDeliveredAgain_ChangesNothing()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<SessionProcessor>();
        SessionMgmtMessage[] requests =
        [
            Request("CREATE", Now), Request("DESTROY", Now.AddSeconds(30)), Request("CREATE", Now.AddSeconds(60)), Request("DESTROY", Now.AddSeconds(90)),
            Request("CREATE", Now.AddSeconds(120)),
        ];

        foreach (var request in requests.Concat(requests).Concat(requests[1..]))
        {
            await services.SendAsync(processor, request);
        }

        var sessions = await services.History.SessionsAsync("alice", null, 10, default);
        sessions.Select(session => (session.StartTime, session.Active)).Should().BeEquivalentTo(
            [(Now, false), (Now.AddSeconds(60), false), (Now.AddSeconds(120), true)]);
        services.Aggregations.Produced.Should().HaveCount(2);
    }

    [Test]
    public async Task ProcessAsync_UnknownDecision_IsRefusedWithTheKnownOnes()
    {
        await using var services = await ProcessorServices.CreateAsync();

        var process = () => services.SendAsync(services.Create<SessionProcessor>(), Request("PAUSE", Now));

        await process.Should().ThrowAsync<InvalidMessageException>().WithMessage("*'PAUSE' is unknown. Send CREATE or DESTROY.");
    }

    [Test]
    public async Task RunDueAsync_SilentUser_ClosesTheSessionWithItsLastUtterance()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<SessionProcessor>();
        await services.SendAsync(processor, Request("CREATE", Now));
        await services.StoreAsync("alice", (Now, "one"), (Now.AddSeconds(20), "two"));

        services.Time.Advance(TimeSpan.FromMinutes(5));
        await processor.RunDueAsync(CancellationToken.None);
        (await services.History.SessionsAsync("alice", true, 10, default)).Should().ContainSingle("the time is not over yet");
        services.Time.Advance(TimeSpan.FromSeconds(1));
        await processor.RunDueAsync(CancellationToken.None);

        var session = (await services.History.SessionsAsync("alice", null, 10, default)).Single();
        session.Should().BeEquivalentTo(new { Active = false, EndTime = Now.AddSeconds(20), EndReason = "No utterance for 00:05:00." });
        services.Aggregations.Produced.Should().ContainSingle();
    }

    [Test]
    public async Task RunDueAsync_RequestThatGotLost_IsMadeAgainAfterAWhile()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<SessionProcessor>();
        await services.SendAsync(processor, Request("CREATE", Now));
        await services.SendAsync(processor, Request("DESTROY", Now.AddSeconds(1)));

        await processor.RunDueAsync(CancellationToken.None);
        services.Aggregations.Produced.Should().HaveCount(1);
        services.Time.Advance(TimeSpan.FromSeconds(31));
        await processor.RunDueAsync(CancellationToken.None);

        services.Aggregations.Produced.Should().HaveCount(2);
    }

    [Test]
    public async Task RunDueAsync_SessionThatWasJustClosed_IsLeftToWhoClosedItForAMoment()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<SessionProcessor>();
        await services.SendAsync(processor, Request("CREATE", Now));
        await services.Get<ISessionStore>().CloseAsync("alice", Now.AddSeconds(1), "Some reason.", services.Time.GetUtcNow(), default);

        await processor.RunDueAsync(CancellationToken.None);
        services.Aggregations.Produced.Should().BeEmpty();
        services.Time.Advance(TimeSpan.FromSeconds(5));
        await processor.RunDueAsync(CancellationToken.None);

        services.Aggregations.Produced.Should().HaveCount(1);
    }

    private static SessionMgmtMessage Request(string decision, DateTimeOffset at, string reason = "Some reason.") =>
        new(decision, reason, "alice", EventTime.Format(at));
}
