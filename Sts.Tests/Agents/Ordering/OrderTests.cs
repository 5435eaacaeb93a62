using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Agents.Llm;
using Sts.Agents.Ordering;
using Sts.Tests.Agents.Llm;

namespace Sts.Tests.Agents.Ordering;

/// <summary>Who is asked in which order, and who is listened to.</summary>
public class OrderTests
{
    private const string Model = "From the model.";
    private const string Local = "From the local agent.";
    private const string Nobody = "Nothing was decided: the model failed, and the local agents can't tell.";

    private static readonly object Yes = new { actionRequired = true, reasoning = Model, categorization = "x", refinedPrompt = "y" };

    // confidence: how likely the local agent holds a request; null for an agent that doesn't say.
    [TestCase("LocalFirst", 0.97, true, Local, 0)]
    [TestCase("LocalFirst", 0.02, true, Local, 0)]
    [TestCase("LocalFirst", null, true, Local, 0)]
    [TestCase("LocalFirst", 0.6, true, Model, 1)]
    [TestCase("LocalFirst", 0.4, true, Model, 1)]
    [TestCase("LocalFirst", 0.6, false, Nobody, 1)]
    [TestCase("LocalFirst", 0.97, false, Local, 0)]
    [TestCase("LlmFirst", 0.97, true, Model, 1)]
    [TestCase("LlmFirst", 0.97, false, Local, 1)]
    [TestCase("LlmFirst", null, false, Local, 1)]
    [TestCase("LlmFirst", 0.6, false, Nobody, 1)]
    [TestCase("LlmOnly", 0.97, true, Model, 1)]
    [TestCase("LlmOnly", 0.97, false, Nobody, 1)]
    public async Task DecideAsync_Order_SaysWhoDecidesAndWhatItCosts(string order, double? confidence, bool modelWorks, string expected, int calls)
    {
        await using var llm = await StartAsync(order);
        _ = modelWorks ? llm.Server.ThenSay(Yes) : llm.Server.ThenFail(401);
        var local = new FixedAgent(new RealtimeDecision(confidence is null or >= 0.5, Local) { Confidence = confidence });

        var decision = await Ordered(llm, local).DecideAsync(Some.Utterance("anything"), CancellationToken.None);

        decision.Reasoning.Should().Be(expected);
        decision.ActionRequired.Should().Be(expected == Model || (expected == Local && confidence is null or >= 0.5));
        llm.Server.Requests.Should().HaveCount(calls);
        local.Calls.Should().BeLessThanOrEqualTo(1, "nothing is done twice");
    }

    [TestCase("LocalFirst", "nothing is done where the local agents are not sure")]
    [TestCase("LlmFirst", "the local agents answer where they are sure")]
    [TestCase("LlmOnly", "nothing is done, as Agents:Order is LlmOnly")]
    public async Task DecideAsync_ModelFails_SaysOnceWhoDecidesInstead(string order, string instead)
    {
        await using var llm = await StartAsync(order);
        var agent = Ordered(llm, new FixedAgent(new RealtimeDecision(true, Local) { Confidence = 0.6 }));
        llm.Server.ThenFail(401).ThenFail(401).ThenFail(401);

        for (var i = 0; i < 3; i++)
            await agent.DecideAsync(Some.Utterance("anything"), CancellationToken.None);

        llm.Warnings.Should().ContainSingle().Which.Should().Contain(instead);
    }

    [TestCase("turn on the radio", false, 0)]
    [TestCase("goodbye", true, 0)]
    [TestCase("okay let's wrap it up", true, 1)]
    public async Task SessionDecideAsync_LocalFirst_AsksTheModelOnlyWhatMayBeAGoodbye(string text, bool ends, int calls)
    {
        await using var llm = await StartAsync("LocalFirst");
        llm.Server.ThenSay(new { endSession = true, reasoning = "They are done." });

        (await llm.Get<ISessionManagementAgent>().DecideAsync(Some.Utterance(text), CancellationToken.None)).EndSession.Should().Be(ends);

        llm.Server.Requests.Should().HaveCount(calls);
    }

    [Test]
    public async Task SessionDecideAsync_LlmOnlyWithoutTheModel_EndsNothing()
    {
        await using var llm = await StartAsync("LlmOnly");
        llm.Server.ThenFail(401);

        (await llm.Get<ISessionManagementAgent>().DecideAsync(Some.Utterance("goodbye"), CancellationToken.None)).EndSession.Should().BeFalse();
    }

    [Test]
    public async Task SummariseAsync_LocalFirst_IsTheModelsWithTheLocalOneToFallBackTo()
    {
        await using var llm = await StartAsync("LocalFirst");
        llm.Server.ThenSay(new { text = "By the model." }).ThenFail(401);

        (await SummariseAsync(llm)).Should().EndWith("By the model.");
        (await SummariseAsync(llm)).Should().EndWith("10:00:00 hello");
    }

    [Test]
    public async Task SummariseAsync_LlmOnlyWithoutTheModel_FailsSoThatItIsTriedAgain()
    {
        await using var llm = await StartAsync("LlmOnly");
        llm.Server.ThenFail(401);

        await FluentActions.Awaiting(() => SummariseAsync(llm)).Should().ThrowAsync<AgentException>();
    }

    [Test]
    public async Task LocalOnly_WithAModel_NeverAsksIt()
    {
        await using var llm = await StartAsync("LocalOnly");

        (await llm.DecideAsync("turn off the lights")).ActionRequired.Should().BeTrue();
        await SummariseAsync(llm);

        llm.Server.Requests.Should().BeEmpty();
    }

    private static Task<LlmFixture> StartAsync(string order) => LlmFixture.StartAsync(("Agents:Order", order));

    private static OrderedRealtimeAgent Ordered(LlmFixture llm, IRealtimeAgent local) => new(new OrderedAgents<IRealtimeAgent>(
        local, llm.Get<LlmRealtimeAgent>(), llm.Get<IOptions<AgentsOptions>>().Value, llm.Get<ProviderOutage>()));

    private static async Task<string> SummariseAsync(LlmFixture llm) =>
        (await llm.Get<ISummaryAgent>().SummariseAsync(Some.Transcript("hello"), CancellationToken.None)).Text;
}
