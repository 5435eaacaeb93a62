using Microsoft.Extensions.Configuration;
using Sts.Agents.Evaluation;
using Sts.Host.Cli;

namespace Sts.Tests.Agents.Evaluation;

public class EvalRunTests
{
    private static readonly LabelledUtterance[] Rows =
    [
        new("turn off the lights", true, "home"), new("what is the time", true, "home"), new("she said the train was late", false, "talk"),
    ];

    [Test]
    public async Task RunAsync_AModelOverHttp_CountsItsTokensAndHasNoThresholdToTurn()
    {
        await using var server = (await FakeLlmServer.StartAsync()).Otherwise(request => Task.FromResult<object>(
            new { actionRequired = !request.Message("user").Contains("train"), reasoning = "Because.", categorization = (string?)null, refinedPrompt = (string?)null }));
        await using var agent = Agent(("Agents:Provider", "OpenAI"), ("Agents:OpenAI:Endpoint", server.Endpoint), ("Agents:OpenAI:Model", "m"));

        var figures = EvalFigures.Of(await EvalRun.RunAsync(agent, Rows, parallel: 2, CancellationToken.None));

        (figures.Accuracy, figures.FalsePositiveRate, figures.RecallAt1PercentFpr).Should().Be((1.0, 0.0, null));
        figures.Cost.Should().Be(new EvalFigures.Tokens(3 * 11, 3 * 7));
        figures.Sources.Should().ContainKeys("home", "talk");
        server.Requests.Should().HaveCount(3, "a model that costs is not warmed up");
    }

    [Test]
    public async Task RunAsync_ModelThatFails_TellsHowOften()
    {
        await using var server = await FakeLlmServer.StartAsync();
        for (var i = 0; i < 3; i++)
            server.ThenFail(401);
        await using var agent = Agent(("Agents:Order", "LlmOnly"), ("Agents:OpenAI:Endpoint", server.Endpoint), ("Agents:OpenAI:Model", "m"));

        var figures = EvalFigures.Of(await EvalRun.RunAsync(agent, Rows, parallel: 1, CancellationToken.None));

        (figures.Recall, figures.Failures + figures.Fallbacks).Should().Be((0.0, 3L));
    }

    [TestCase(EvalAgent.Realtime)]
    [TestCase(EvalAgent.Decision)]
    public async Task RunAsync_LocalAgents_CostNothingAndHaveAConfidence(string name)
    {
        await using var agent = Agent(name);

        var figures = EvalFigures.Of(await EvalRun.RunAsync(agent, Rows, parallel: 1, CancellationToken.None));

        figures.Accuracy.Should().Be(1);
        figures.RecallAt1PercentFpr.Should().Be(1);
        figures.Cost.Should().Be(new EvalFigures.Tokens(0, 0));
    }

    private static EvalAgent Agent(params (string Key, string Value)[] settings) => Agent(EvalAgent.Realtime, settings);

    private static EvalAgent Agent(string name, params (string Key, string Value)[] settings) => EvalAgent.Create(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build(), name);
}
