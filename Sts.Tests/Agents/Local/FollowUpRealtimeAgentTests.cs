using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Agents.Local;

namespace Sts.Tests.Agents.Local;

public class FollowUpRealtimeAgentTests
{
    private static readonly FollowUpRealtimeAgent Agent = Create(AgentOrder.LocalOnly);

    [TestCase("we could turn off the lights", "yes, do that", "turn off the lights")]
    [TestCase("maybe we should play some jazz", "Yes please.", "play some jazz")]
    [TestCase("shall we turn on the heating", "okay do it", "turn on the heating")]
    [TestCase("well perhaps you could close the blinds", "go ahead", "close the blinds")]
    public async Task DecideAsync_AssentToWhatWasTalkedAbout_IsARequest(string before, string text, string request)
    {
        var decision = await DecideAsync(text, new ContextTurn(Some.Utterance(before, -10)));

        decision.ActionRequired.Should().BeTrue();
        decision.RefinedPrompt.Should().Be(request);
        decision.Ground!.Stage.Should().Be(DecisionGround.FollowUpStage);
    }

    [Test]
    public async Task DecideAsync_AssentAfterTalk_IsNone() =>
        (await DecideAsync("yes, do that", new ContextTurn(Some.Utterance("i think i will see my sister on sunday", -10)))).ActionRequired.Should().BeFalse();

    [Test]
    public async Task DecideAsync_AssentToWhatWasDoneAlready_DoesItNotAgain() =>
        (await DecideAsync("yes, do that", new ContextTurn(Some.Utterance("turn off the lights", -10), "You asked me to turn off the lights."))).ActionRequired.Should().BeFalse();

    [Test]
    public async Task DecideAsync_AssentLongAfter_IsNone() =>
        (await DecideAsync("yes, do that", new ContextTurn(Some.Utterance("we could turn off the lights", -61)))).ActionRequired.Should().BeFalse();

    [Test]
    public async Task DecideAsync_AssentToNothing_IsNone() => (await DecideAsync("yes, do that")).ActionRequired.Should().BeFalse();

    [TestCase("yes please")]
    [TestCase("the blue one")]
    [TestCase("no, in the kitchen")]
    public async Task DecideAsync_ReplyToAQuestion_IsLeftOpenForAModel(string text) =>
        (await Create(AgentOrder.LocalFirst).DecideAsync(
            Some.Utterance(text), SessionContext.Of(new ContextTurn(Some.Utterance("close them", -10), "Which blinds do you mean?")), CancellationToken.None))
            .Confidence.Should().Be(0.5);

    [TestCase("turn off the lights")]
    [TestCase("the train was late")]
    public async Task DecideAsync_AnythingElse_DoesNotReadTheContext(string text)
    {
        var context = new SessionContext(_ => throw new InvalidOperationException("It costs a query."));

        await FluentActions.Awaiting(() => Agent.DecideAsync(Some.Utterance(text), context, CancellationToken.None)).Should().NotThrowAsync();
    }

    private static FollowUpRealtimeAgent Create(AgentOrder order) => new(LocalAgents.Realtime, Options.Create(new AgentsOptions { Order = order }));

    private static Task<RealtimeDecision> DecideAsync(string text, params ContextTurn[] earlier) =>
        Agent.DecideAsync(Some.Utterance(text), SessionContext.Of(earlier), CancellationToken.None);
}
