using Microsoft.Extensions.Time.Testing;

namespace Sts.Tests.Agents.Llm;

/// <summary>How much the endpoint is asked, by its own wish and by the settings.</summary>
public class LlmBudgetTests
{
    private const string LocalAnswer = "You asked me to turn off the lights.";
    private const string ModelAnswer = "From the model.";

    private static readonly object Yes = new { actionRequired = true, reasoning = ModelAnswer, categorization = "x", refinedPrompt = "y" };

    [Test]
    public async Task DecideAsync_CallsOfAMinuteUsedUp_AnswersLocallyUntilItIsOver()
    {
        var clock = new FakeTimeProvider();
        await using var llm = await LlmFixture.StartAsync(clock, ("CallsPerMinute", "3"));
        llm.Server.Otherwise(_ => Task.FromResult(Yes));

        (await AskAsync(llm, 5)).Should().Equal(ModelAnswer, ModelAnswer, ModelAnswer, LocalAnswer, LocalAnswer);
        llm.Warnings.Should().ContainSingle().Which.Should().Contain("Agents:OpenAI:CallsPerMinute");

        clock.Advance(TimeSpan.FromMinutes(1));
        (await AskAsync(llm, 1)).Should().Equal(ModelAnswer);
        llm.Server.Requests.Should().HaveCount(4);
    }

    [Test]
    public async Task DecideAsync_Retries_CountAsCalls()
    {
        await using var llm = await LlmFixture.StartAsync(("CallsPerMinute", "2"), ("MaxRetries", "5"));
        llm.Server.ThenFail(500).ThenFail(500);

        (await AskAsync(llm, 1)).Should().Equal(LocalAnswer);

        llm.Server.Requests.Should().HaveCount(2);
        llm.Warnings.Should().ContainSingle().Which.Should().Contain("Agents:OpenAI:CallsPerMinute");
    }

    [Test]
    public async Task DecideAsync_TokensOfAMinuteUsedUp_AnswersLocallyUntilItIsOver()
    {
        var clock = new FakeTimeProvider();
        await using var llm = await LlmFixture.StartAsync(clock, ("TokensPerMinute", "2000"));
        llm.Server.Otherwise(_ => Task.FromResult(Yes));

        // Estimated at some 1200 tokens before each call, and counted as the 18 of the server after it.
        (await AskAsync(llm, 10)).Should().AllBe(ModelAnswer);
        llm.Server.Otherwise(_ => Task.FromResult<object>("the server counts 18 for this too"));
        var much = new string('x', 3500);
        (await llm.DecideAsync($"turn off the lights {much}")).Reasoning.Should().NotBe(ModelAnswer);

        llm.Warnings.Should().ContainSingle().Which.Should().Contain("Agents:OpenAI:TokensPerMinute");
        llm.Server.Requests.Should().HaveCount(10, "the long one would have been too much");
        clock.Advance(TimeSpan.FromMinutes(1));
        llm.Server.Otherwise(_ => Task.FromResult(Yes));
        (await AskAsync(llm, 1)).Should().Equal(ModelAnswer);
    }

    [Test]
    public async Task DecideAsync_FailedCalls_GiveTheirTokensBack()
    {
        await using var llm = await LlmFixture.StartAsync(new FakeTimeProvider(), ("TokensPerMinute", "2000"));
        llm.Server.ThenFail(401).ThenFail(401).ThenFail(401).ThenFail(401).ThenSay(Yes);

        (await AskAsync(llm, 5)).Should().Equal(LocalAnswer, LocalAnswer, LocalAnswer, LocalAnswer, ModelAnswer);
    }

    [TestCase(429, "3600")]
    [TestCase(503, "3600")]
    [TestCase(429, "Sat, 01 Jan 2000 01:00:00 GMT")]
    public async Task DecideAsync_RetryAfterBeyondTheTimeout_LeavesTheServerAloneUntilThen(int status, string retryAfter)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var llm = await LlmFixture.StartAsync(clock);
        llm.Server.ThenFail(status, retryAfter).Otherwise(_ => Task.FromResult(Yes));

        (await AskAsync(llm, 3)).Should().AllBe(LocalAnswer);
        clock.Advance(TimeSpan.FromSeconds(3590));
        (await AskAsync(llm, 1)).Should().Equal(LocalAnswer);
        llm.Server.Requests.Should().ContainSingle("it asked to be left alone");

        clock.Advance(TimeSpan.FromSeconds(10));
        (await AskAsync(llm, 1)).Should().Equal(ModelAnswer);
        llm.Warnings.Should().ContainSingle();
    }

    private static async Task<List<string>> AskAsync(LlmFixture llm, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
            answers.Add((await llm.DecideAsync("turn off the lights")).Reasoning);
        return answers;
    }
}
