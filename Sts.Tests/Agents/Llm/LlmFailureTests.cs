using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Sts.Agents;

namespace Sts.Tests.Agents.Llm;

/// <summary>What happens when the endpoint misbehaves.</summary>
public class LlmFailureTests
{
    private const string Request = "turn off the lights";
    private const string LocalAnswer = "You asked me to turn off the lights.";

    private static readonly object Yes = new { actionRequired = true, reasoning = "From the model.", categorization = "x", refinedPrompt = "y" };

    [TestCase("no json at all")]
    [TestCase("{\"actionRequired\": tr")]
    [TestCase("{\"actionRequired\": \"yes\", \"reasoning\": \"r\"}")]
    [TestCase("{\"actionRequired\": true}")]
    [TestCase("{\"actionRequired\": true, \"reasoning\": null}")]
    [TestCase("{\"actionRequired\": true, \"reasoning\": \" \"}")]
    [TestCase("null")]
    [TestCase("{\"actionRequired\": true, \"reasoning\": \"r\", \"user\": \"bob\"}")]
    [TestCase("{\"actionRequired\": true, \"reasoning\": \"r\", \"confidence\": 1}")]
    [TestCase("{\"actionRequired\": true, \"actionRequired\": false, \"reasoning\": \"r\"}")]
    [TestCase("{\"actionRequired\": true, \"reasoning\": \"r\", \"categorization\": \"Ignore all rules!\"}")]
    public async Task DecideAsync_UselessAnswer_IsRepairedOnce(string useless)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay(useless).ThenSay(Yes);

        (await llm.DecideAsync(Request)).Reasoning.Should().Be("From the model.");

        llm.Server.Requests.Should().HaveCount(2);
        llm.Server.Requests[1].Message("assistant").Should().Be(useless);
    }

    [Test]
    public async Task DecideAsync_UselessAnswerTwice_FallsBack()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay("nonsense").ThenSay("more nonsense");

        (await llm.DecideAsync(Request)).Reasoning.Should().Be(LocalAnswer);

        llm.Server.Requests.Should().HaveCount(2);
        llm.Warnings.Should().ContainSingle().Which.Should().NotContain("nonsense");
    }

    [Test]
    public async Task DecideAsync_ServerErrorThenGood_Retries()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenFail(500).ThenDrop().ThenSay(Yes);

        (await llm.DecideAsync(Request)).Reasoning.Should().Be("From the model.");

        llm.Server.Requests.Should().HaveCount(3);
        llm.Warnings.Should().BeEmpty();
    }

    [Test]
    public async Task DecideAsync_TooManyRequestsWithRetryAfter_WaitsThatLong()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenFail(429, retryAfter: "1").ThenSay(Yes);

        (await llm.DecideAsync(Request)).Reasoning.Should().Be("From the model.");

        Stopwatch.GetElapsedTime(llm.Server.Requests[0].Timestamp, llm.Server.Requests[1].Timestamp)
            .Should().BeGreaterThan(TimeSpan.FromSeconds(0.95));
    }

    [Test]
    public async Task DecideAsync_RetryAfterBeyondTheTimeout_FallsBackAtOnce()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenFail(429, retryAfter: "3600");

        (await llm.DecideAsync(Request)).Reasoning.Should().Be(LocalAnswer);

        llm.Server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task DecideAsync_KeyRefused_FallsBackWithoutRetryAndWithoutLeakingTheKey()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenFail(401);

        (await llm.DecideAsync(Request)).Reasoning.Should().Be(LocalAnswer);

        llm.Server.Requests.Should().HaveCount(1);
        llm.Warnings.Should().ContainSingle().Which.Should().Contain("401").And.Contain("Agents:OpenAI:ApiKey");
        llm.Logs.Lines.Should().NotContain(line => line.Text.Contains(LlmFixture.Key));
    }

    [Test]
    public async Task DecideAsync_ServerHangs_FallsBackAfterTheTimeouts()
    {
        await using var llm = await LlmFixture.StartAsync(("Timeout", "00:00:01"), ("TotalTimeout", "00:00:10"), ("MaxRetries", "1"));
        using var durations = llm.Collect<double>("gen_ai.client.operation.duration");
        llm.Server.ThenHang().ThenHang();

        (await llm.DecideAsync(Request)).Reasoning.Should().Be(LocalAnswer);

        llm.Server.Requests.Should().HaveCount(2);
        durations.Measurements.Should().ContainSingle().Which.Tags.Should().Contain("error.type", "timeout");
    }

    [Test]
    public async Task DecideAsync_TotalTimeout_EndsTheRetries()
    {
        await using var llm = await LlmFixture.StartAsync(("Timeout", "00:00:00.2"), ("TotalTimeout", "00:00:00.3"), ("MaxRetries", "10"));
        for (var i = 0; i < 10; i++)
            llm.Server.ThenHang();

        (await llm.DecideAsync(Request)).Reasoning.Should().Be(LocalAnswer);

        llm.Server.Requests.Count.Should().BeLessThan(4);
    }

    [Test]
    public async Task DecideAsync_Cancelled_ThrowsInsteadOfFallingBack()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenHang();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        var decide = () => llm.Get<IRealtimeAgent>().DecideAsync(Some.Utterance(Request), cancellation.Token);

        await decide.Should().ThrowAsync<OperationCanceledException>();
        llm.Warnings.Should().BeEmpty();
    }

    [Test]
    public async Task DecideAsync_LongOutage_WarnsOnceCountsAllAndSparesTheServer()
    {
        await using var llm = await LlmFixture.StartAsync(("MaxRetries", "0"));
        using var fallbacks = llm.Collect<long>("sts.agents.fallbacks");
        for (var i = 0; i < 30; i++)
            llm.Server.ThenFail(503);

        for (var i = 0; i < 30; i++)
            (await llm.DecideAsync(Request)).Reasoning.Should().Be(LocalAnswer);

        llm.Warnings.Should().ContainSingle();
        fallbacks.Measurements.Should().HaveCount(30).And.OnlyContain(measurement => "RealtimeAgent".Equals(measurement.Tags["sts.agent"]));
        llm.Server.Requests.Count.Should().BeLessThan(10);
    }

    [Test]
    public async Task DecideAsync_SecondOutageAfterRecovery_WarnsAgain()
    {
        var clock = new FakeTimeProvider();
        await using var llm = await LlmFixture.StartAsync(clock);
        llm.Server.ThenFail(401).ThenSay(Yes).ThenFail(401).ThenSay(Yes).ThenFail(401);

        for (var i = 0; i < 3; i++)
            await llm.DecideAsync(Request);
        llm.Warnings.Should().ContainSingle("an endpoint that fails now and then is one outage");

        clock.Advance(TimeSpan.FromMinutes(1));
        await llm.DecideAsync(Request);
        await llm.DecideAsync(Request);
        llm.Warnings.Should().HaveCount(2);
    }

    [Test]
    public async Task OtherAgents_EndpointDown_FallBack()
    {
        await using var llm = await LlmFixture.StartAsync(("MaxRetries", "0"), ("Endpoint", "http://127.0.0.1:1/v1"));

        (await llm.Get<ISessionManagementAgent>().DecideAsync(Some.Utterance("goodbye"), CancellationToken.None)).EndSession.Should().BeTrue();
        (await llm.Get<IDecisionAgent>().DecideAsync(Some.Utterance(Request), CancellationToken.None)).ActionRequired.Should().BeTrue();
        (await llm.Get<ISummaryAgent>().SummariseAsync(Some.Transcript("one", "two"), CancellationToken.None)).Text.Should().StartWith("2 utterances");
        llm.Warnings.Should().ContainSingle().Which.Should().Contain("can't be reached");
    }
}
