using System.Diagnostics;
using System.Text.Json;
using Sts.Core.Diagnostics.Tracing;
using Sts.Tests.Core.Diagnostics;

namespace Sts.Tests.Agents.Llm;

/// <summary>The span of a call, by OpenTelemetry's conventions for generative AI.</summary>
public class LlmSpanTests
{
    private const string Text = "turn off the lights";
    private static readonly object Yes = new { actionRequired = true, reasoning = "The lights are off.", categorization = "smart_home", refinedPrompt = Text };

    [Test]
    public async Task DecideAsync_Answered_SaysWhichModelAndWhatItCostAndNothingThatWasSaid()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay(Yes);

        var span = await RecordAsync(llm);

        (span.DisplayName, span.Kind, span.Status).Should().Be(("chat test-model", ActivityKind.Client, ActivityStatusCode.Unset));
        Tags(span).Should().Contain("gen_ai.operation.name", "chat").And.Contain("gen_ai.provider.name", "openai").And.Contain("gen_ai.request.model", "test-model")
            .And.Contain("gen_ai.usage.input_tokens", "11").And.Contain("gen_ai.usage.output_tokens", "7").And.Contain("server.address", "127.0.0.1");
        Tags(span).Values.Should().NotContain(value => value!.Contains(Text) || value.Contains(LlmFixture.Key));
    }

    [Test]
    public async Task DecideAsync_ToldToShowTexts_HasThemAsMessages()
    {
        await using var llm = await LlmFixture.StartAsync(("Privacy:LogText", "true"));
        llm.Server.ThenSay(Yes);

        var tags = Tags(await RecordAsync(llm));

        JsonDocument.Parse(tags["gen_ai.input.messages"]!).RootElement.EnumerateArray().Last().GetProperty("parts")[0].GetProperty("content").GetString().Should().Contain(Text);
        JsonDocument.Parse(tags["gen_ai.output.messages"]!).RootElement[0].GetProperty("role").GetString().Should().Be("assistant");
    }

    [Test]
    public async Task DecideAsync_Failed_SaysHow()
    {
        await using var llm = await LlmFixture.StartAsync(("MaxRetries", "0"));
        llm.Server.ThenFail(500);

        var span = await RecordAsync(llm);

        span.Status.Should().Be(ActivityStatusCode.Error);
        Tags(span).Should().Contain("error.type", "500").And.NotContainKey("gen_ai.usage.input_tokens");
    }

    private static async Task<Activity> RecordAsync(LlmFixture llm)
    {
        using var spans = new RecordedSpans();
        using var trace = Tracer.BeginTrace("a test")!;
        await llm.DecideAsync(Text);
        return spans.Of(trace.TraceId).Single(span => span.Kind == ActivityKind.Client);
    }

    private static Dictionary<string, string?> Tags(Activity span) => span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
}
