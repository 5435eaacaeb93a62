using Sts.Agents;
using Sts.Processors;
using Sts.Tests.Agents.Llm;
using Sts.Tests.Processors;

namespace Sts.Tests.Agents.Ordering;

/// <summary>LocalFirst with the grammar and the classifier as they are built in, and a model that is asked over HTTP.</summary>
public class LocalFirstTests
{
    private const string FromModel = "From the model.";

    // It is not in the grammar, and says so little that the classifier can't be sure.
    private const string Unclear = "what about the hall";

    [TestCase("turn on the kitchen lights", true, DecisionGround.GrammarStage, GrammarOutcome.Matched)]
    [TestCase("set the volume to 300 percent", true, DecisionGround.GrammarStage, GrammarOutcome.Failed)]
    [TestCase("pass me the salt", false, DecisionGround.GrammarStage, GrammarOutcome.Excluded)]
    [TestCase("goodbye", false, DecisionGround.GrammarStage, GrammarOutcome.Excluded)]
    [TestCase("what will the weather be like in paris tomorrow", true, DecisionGround.ClassifierStage, GrammarOutcome.NoMatch)]
    [TestCase("i think he said so because they were late again last week", false, DecisionGround.ClassifierStage, GrammarOutcome.NoMatch)]
    public async Task DecideAsync_LocalAgentsAreSure_CostsNoCall(string text, bool wanted, string stage, GrammarOutcome outcome)
    {
        await using var llm = await StartAsync();

        var decision = await llm.DecideAsync(text);

        decision.ActionRequired.Should().Be(wanted);
        (decision.Ground!.Stage, decision.Ground.Grammar).Should().Be((stage, outcome));
        llm.Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task DecideAsync_ClassifierIsNotSure_AsksTheModelOnce()
    {
        await using var llm = await LlmFixture.StartAsync(("Agents:Order", nameof(AgentOrder.LocalFirst)), ("Agents:Confidence", "0.97"));
        llm.Server.ThenSay(Answer(true));
        LocalAgents.Stages.Decide(Unclear).Confidence.Should().BeInRange(0.03, 0.97, "else this test needs another sentence");

        (await llm.DecideAsync(Unclear)).Reasoning.Should().Be(FromModel);

        llm.Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Process_LocalAnswersAndTheModels_AreInTheSameContext()
    {
        await using var server = await FakeLlmServer.StartAsync();
        server.Otherwise(_ => Task.FromResult<object>(Answer(true)));
        await using var services = await ProcessorServices.CreateAsync(settings: new()
        {
            ["Agents:Order"] = nameof(AgentOrder.LocalFirst),
            ["Agents:Confidence"] = "0.97",
            ["Agents:OpenAI:Endpoint"] = server.Endpoint,
            ["Agents:OpenAI:Model"] = "test-model",
        });
        var processor = services.Create<RealTimeProcessor>();

        foreach (var text in (string[])["turn on the kitchen lights", "pass me the salt", Unclear, Unclear])
        {
            await services.SayAsync(processor, "alice", text);
            services.Time.Advance(TimeSpan.FromSeconds(1));
        }

        server.Requests.Should().HaveCount(2, "the local agents were sure of the others");
        var earlier = server.Requests[^1].Data.GetProperty("earlier").EnumerateArray()
            .Select(turn => (turn.GetProperty("utterance").GetString(), turn.GetProperty("answer").GetString()));
        earlier.Should().Equal(
            ("turn on the kitchen lights", "You asked me to turn on the kitchen lights."), ("pass me the salt", null), (Unclear, FromModel));
    }

    private static Task<LlmFixture> StartAsync() => LlmFixture.StartAsync(("Agents:Order", nameof(AgentOrder.LocalFirst)));

    private static object Answer(bool wanted) => new { actionRequired = wanted, reasoning = FromModel, categorization = "x", refinedPrompt = "y" };
}
