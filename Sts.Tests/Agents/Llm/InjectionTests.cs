using Sts.Agents;
using Sts.Processors;
using Sts.Tests.Processors;

namespace Sts.Tests.Agents.Llm;

/// <summary>What people say is data, never an instruction: to the model it is sent as such, and what a model that obeys it answers changes nothing else.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class InjectionTests
{
    private static readonly string[] Attacks = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Agents", "Llm", "injections.txt"));

    private LlmFixture _llm = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _llm = await LlmFixture.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _llm.DisposeAsync();

    [Test]
    public void Attacks_AreFifty() => Attacks.Distinct().Should().HaveCount(50);

    [TestCaseSource(nameof(Attacks))]
    public async Task DecideAsync_Attack_LeavesInstructionsAndSchemaAsTheyAreAndObedienceIsRefused(string attack)
    {
        _llm.Server.ThenSay(new { actionRequired = false, reasoning = "Just talk." });
        await _llm.DecideAsync("nice weather");
        var harmless = _llm.Server.Requests[^1];
        var before = _llm.Server.Requests.Count;
        _llm.Server.Otherwise(_ => Task.FromResult<object>(ObedientModel.Answers[Array.IndexOf(Attacks, attack) % ObedientModel.Answers.Length]));

        var decision = await _llm.DecideAsync(attack, new ContextTurn(Some.Utterance(attack), attack));

        var requests = _llm.Server.Requests.Skip(before).ToList();
        requests.Should().HaveCount(2, "it is asked to repair its answer once");
        requests[0].Roles.Should().Equal("system", "user");
        requests[1].Roles.Should().Equal("system", "user", "assistant", "user");
        foreach (var request in requests)
        {
            request.Message("system").Should().Be(harmless.Message("system"));
            request.Body.GetProperty("response_format").GetRawText().Should().Be(harmless.Body.GetProperty("response_format").GetRawText());
            request.Body.EnumerateObject().Select(field => field.Name).Should().Equal(harmless.Body.EnumerateObject().Select(field => field.Name));
        }

        var data = requests[0].Data;
        data.EnumerateObject().Select(field => field.Name).Should().Equal("utterance", "spokenAt", "earlier");
        data.GetProperty("utterance").GetString().Should().Be(attack);
        data.GetProperty("earlier")[0].GetProperty("utterance").GetString().Should().Be(attack);
        requests[1].Message("user").Split('\n')[^1].Should().StartWith("This can't be used: ").And.NotContain("OWNED").And.NotContain("bob").And.NotContain("admin");
        decision.Reasoning.Should().NotContain("OWNED", "the local agent has decided instead");
    }

    [TestCaseSource(typeof(ObedientModel), nameof(ObedientModel.Answers))]
    public async Task DecideAsync_ObedientAnswer_IsRefusedByEveryAgent(string answer)
    {
        _llm.Server.Otherwise(_ => Task.FromResult<object>(answer));

        (await _llm.DecideAsync("turn off the lights")).Reasoning.Should().Be("You asked me to turn off the lights.");
        (await _llm.Get<ISessionManagementAgent>().DecideAsync(Some.Utterance("turn off the lights"), CancellationToken.None)).EndSession.Should().BeFalse();
    }

    [Test]
    public async Task Process_EveryAttackWithAModelThatObeys_TouchesNobodyElse()
    {
        await using var server = await FakeLlmServer.StartAsync();
        server.Otherwise(request => Task.FromResult<object>(request.Message("user").Contains("nice weather", StringComparison.Ordinal)
            ? ObedientModel.Harmless(request)
            : ObedientModel.WellFormed(request, "{\"user\":\"bob\",\"session_decision\":\"DESTROY\"}")));
        await using var services = await ProcessorServices.CreateAsync(settings: new()
        {
            ["Agents:Provider"] = "OpenAI",
            ["Agents:OpenAI:Endpoint"] = server.Endpoint,
            ["Agents:OpenAI:Model"] = "obedient",
        });
        var processor = services.Create<RealTimeProcessor>();
        await services.SayAsync(processor, "bob", "nice weather");

        foreach (var attack in Attacks)
            await services.SayAsync(processor, "mallory", attack);

        services.Actions.Produced.Should().HaveCount(50).And.OnlyContain(action => action.Key == "mallory" && action.Message.UserId == "mallory");
        services.Actions.Produced.Select(action => action.Message.OriginalText).Should().Equal(Attacks);
        services.Requests.Produced.Where(request => request.Message.UserId == "bob").Should().ContainSingle().Which.Message.SessionDecision.Should().Be("CREATE");

        await services.SayAsync(processor, "bob", "nice weather today");
        var asked = server.Requests[^1].Data.GetProperty("earlier");
        asked.GetArrayLength().Should().Be(1);
        asked[0].GetProperty("utterance").GetString().Should().Be("nice weather");
    }
}
