using Microsoft.Extensions.DependencyInjection;
using Sts.Agents;
using Sts.Core.Messages;
using Sts.Processors;

namespace Sts.Tests.Processors;

public sealed class RealTimeProcessorTests
{
    [Test]
    public async Task ProcessAsync_Request_ProducesTheActionKeyedByUser()
    {
        await using var services = await ProcessorServices.CreateAsync();

        await services.SayAsync(services.Create<RealTimeProcessor>(), "alice", "Could you please turn off the lights?");

        var (key, action) = services.Actions.Produced.Should().ContainSingle().Subject;
        key.Should().Be("alice");
        action.Should().BeEquivalentTo(new { OriginalText = "Could you please turn off the lights?", Categorization = "smart_home", UserId = "alice" });
        action.Timestamp.Should().Be(EventTime.Format(ProcessorServices.Now));
    }

    [Test]
    public async Task ProcessAsync_SmallTalk_ProducesNoAction()
    {
        await using var services = await ProcessorServices.CreateAsync();

        await services.SayAsync(services.Create<RealTimeProcessor>(), "alice", "I think the train was late again yesterday.");

        services.Actions.Produced.Should().BeEmpty();
    }

    [Test]
    public async Task ProcessAsync_UserWithoutSession_RequestsOneOnceWhileItIsOnItsWay()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<RealTimeProcessor>();

        for (var i = 0; i < 20; i++)
        {
            await services.SayAsync(processor, "alice", "hello there");
        }

        services.Requests.Produced.Should().ContainSingle().Which.Message.SessionDecision.Should().Be("CREATE");
    }

    [Test]
    public async Task ProcessAsync_GoodbyeWhileTheSessionIsOnItsWay_EndsItAndTheNextUtteranceOpensAnother()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<RealTimeProcessor>();

        await services.SayAsync(processor, "alice", "hello there");
        await services.SayAsync(processor, "alice", "that's all for now, goodbye");
        await services.SayAsync(processor, "alice", "hello again");
        await services.SayAsync(processor, "alice", "and again");

        services.Requests.Produced.Select(request => request.Message.SessionDecision).Should().Equal("CREATE", "DESTROY", "CREATE");
    }

    [Test]
    public async Task ProcessAsync_OlderThanMaxAge_IsLeftAlone()
    {
        await using var services = await ProcessorServices.CreateAsync();

        await services.SayAsync(services.Create<RealTimeProcessor>(), "alice", "turn off the lights", ProcessorServices.Now.AddMinutes(-5).AddSeconds(-1));

        services.Actions.Produced.Should().BeEmpty();
        services.Requests.Produced.Should().BeEmpty();
    }

    [TestCase(-5 * 60, TestName = "ProcessAsync_AsOldAsMaxAge_IsActedOn")]
    [TestCase(3600, TestName = "ProcessAsync_ClockOfTheSpeakerAhead_IsActedOn")]
    public async Task ProcessAsync_NotTooOld(int seconds)
    {
        await using var services = await ProcessorServices.CreateAsync();

        await services.SayAsync(services.Create<RealTimeProcessor>(), "alice", "turn off the lights", ProcessorServices.Now.AddSeconds(seconds));

        services.Actions.Produced.Should().ContainSingle();
    }

    [Test]
    public async Task ProcessAsync_AgentFails_IsNotTakenAsDone()
    {
        await using var services = await ProcessorServices.CreateAsync(collection => collection.AddSingleton<IRealtimeAgent, FailingAgent>());

        var process = () => services.SayAsync(services.Create<RealTimeProcessor>(), "alice", "turn off the lights");

        await process.Should().ThrowAsync<InvalidOperationException>();
    }

    private sealed class FailingAgent : IRealtimeAgent
    {
        public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It can't decide.");
    }
}
