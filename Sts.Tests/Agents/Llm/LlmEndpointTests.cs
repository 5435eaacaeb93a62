using Sts.Tests.Integration;

namespace Sts.Tests.Agents.Llm;

/// <summary>How endpoints of different makers are spoken to, and what is said when a setting doesn't fit them.</summary>
public class LlmEndpointTests
{
    private const string LocalAnswer = "You asked me to turn off the lights.";

    private static readonly object Yes = new { actionRequired = true, reasoning = "From the model.", categorization = "x", refinedPrompt = "y" };

    [Test]
    public async Task DecideAsync_DeploymentOnAzure_SendsVersionAndKeyAsThereExpected()
    {
        await using var server = await FakeLlmServer.StartAsync();
        await using var azure = await LlmFixture.StartAsync(("Endpoint", server.DeploymentEndpoint), ("ApiVersion", "2024-10-21"), ("KeyHeader", "api-key"));
        server.ThenFail(500).ThenSay(Yes);

        (await azure.DecideAsync("turn off the lights")).Reasoning.Should().Be("From the model.");

        server.Requests.Should().HaveCount(2).And.OnlyContain(request =>
            request.Url == "/openai/deployments/mine/chat/completions?api-version=2024-10-21" && request.Headers["api-key"] == LlmFixture.Key && request.Authorization.Length == 0);
    }

    [Test]
    public async Task DecideAsync_WithoutKey_SendsNone()
    {
        await using var llm = await LlmFixture.StartAsync(("ApiKey", ""));
        llm.Server.ThenSay(Yes);

        await llm.DecideAsync("turn off the lights");

        llm.Server.Requests.Single().Headers.Should().NotContainKey("Authorization");
    }

    [Test]
    public async Task DecideAsync_Streaming_ReadsThePiecesAndCountsTheTokens()
    {
        await using var llm = await LlmFixture.StartAsync(("Streaming", "true"));
        using var tokens = llm.Collect<long>("gen_ai.client.token.usage");
        llm.Server.ThenSay("nonsense").ThenSay(Yes);

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be("From the model.");

        llm.Server.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Body.GetProperty("stream").GetBoolean());
        tokens.Measurements.Select(measurement => measurement.Value).Should().Equal(11, 7, 11, 7);
    }

    [TestCase("false")]
    [TestCase("true")]
    public async Task DecideAsync_AnswerThatFallsSilent_FallsBackInTime(string streaming)
    {
        await using var llm = await LlmFixture.StartAsync(("Streaming", streaming), ("Timeout", "00:00:00.1"), ("TotalTimeout", "00:00:00.2"), ("MaxRetries", "0"));
        llm.Server.ThenFallSilent();

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be(LocalAnswer);

        llm.Warnings.Should().ContainSingle().Which.Should().Contain("did not answer in time").And.Contain("Agents:OpenAI:Timeout");
    }

    [Test]
    public async Task DecideAsync_AnswerThatBreaksOff_IsAskedForAgain()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenBreakOff().ThenSay(Yes);

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be("From the model.");
    }

    [Test]
    public async Task DecideAsync_StreamThatBreaksOff_FallsBack()
    {
        await using var llm = await LlmFixture.StartAsync(("Streaming", "true"));
        llm.Server.ThenBreakOff();

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be(LocalAnswer);

        llm.Warnings.Should().ContainSingle();
    }

    [TestCase("text/html", "<html>Welcome</html>")]
    [TestCase("text/plain", "It works!")]
    public async Task DecideAsync_AnswerOfAnotherType_NamesTheEndpointAndIsNotAskedForAgain(string type, string body)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSend(type, body);

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be(LocalAnswer);

        llm.Server.Requests.Should().ContainSingle();
        llm.Warnings.Should().ContainSingle().Which.Should().Contain("else than JSON").And.Contain("Agents:OpenAI:Endpoint").And.NotContain(body);
    }

    [TestCase("{}")]
    [TestCase("[1, 2]")]
    [TestCase("{\"choices\":[]}")]
    [TestCase("{\"choices\":")]
    [TestCase("")]
    public async Task DecideAsync_JsonThatIsNoCompletion_FallsBackAndNamesASetting(string body)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSend("application/json", body).ThenSend("application/json", body);

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be(LocalAnswer);

        llm.Warnings.Should().ContainSingle().Which.Should().Contain("Agents:OpenAI:");
    }

    [TestCase(401, "no", "Agents:OpenAI:ApiKey")]
    [TestCase(403, "no", "Agents:OpenAI:ApiKey")]
    [TestCase(404, "The model `test-model` does not exist", "Agents:OpenAI:Model, which is 'test-model'")]
    [TestCase(404, "Not Found", "Agents:OpenAI:Endpoint")]
    [TestCase(404, "DeploymentNotFound", "Agents:OpenAI:Model")]
    [TestCase(400, "Unsupported response_format", "Agents:OpenAI:ResponseFormat")]
    [TestCase(400, "model_not_found", "Agents:OpenAI:Model")]
    [TestCase(402, "pay first", "Agents:OpenAI:CallsPerMinute")]
    public async Task DecideAsync_RequestRefused_NamesTheSettingOnce(int status, string message, string setting)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenFail(status, message: message).ThenFail(status, message: message);

        await llm.DecideAsync("turn off the lights");
        await llm.DecideAsync("turn off the lights");

        llm.Warnings.Should().ContainSingle().Which.Should().Contain(setting).And.Contain($"HTTP {status}").And.Contain("the local agents answer");
        llm.Server.Requests.Should().HaveCount(2, "neither is tried again");
    }

    [Test]
    public async Task DecideAsync_Redirection_IsNotFollowedWithTheKey()
    {
        await using var llm = await LlmFixture.StartAsync(("KeyHeader", "api-key"));
        await using var other = await FakeLlmServer.StartAsync();
        llm.Server.ThenRedirect($"{other.Endpoint}/chat/completions");

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be(LocalAnswer);

        other.Requests.Should().BeEmpty();
        llm.Warnings.Should().ContainSingle().Which.Should().Contain("HTTP 307").And.Contain("Agents:OpenAI:Endpoint");
    }

    [TestCase("http://127.0.0.1:{0}/v1")]
    [TestCase("http://no-such-host.invalid/v1")]
    public async Task DecideAsync_DeadHost_NamesTheEndpoint(string endpoint)
    {
        await using var llm = await LlmFixture.StartAsync(("MaxRetries", "0"), ("Endpoint", string.Format(null, endpoint, TestEnvironment.FreePort())));

        (await llm.DecideAsync("turn off the lights")).Reasoning.Should().Be(LocalAnswer);

        llm.Warnings.Should().ContainSingle().Which.Should().Contain("can't be reached").And.Contain("Agents:OpenAI:Endpoint");
    }
}
