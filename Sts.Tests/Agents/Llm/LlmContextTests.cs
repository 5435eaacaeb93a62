using Sts.Agents;

namespace Sts.Tests.Agents.Llm;

/// <summary>What the model gets to see of the session.</summary>
public class LlmContextTests
{
    private static readonly ContextTurn[] Earlier =
    [
        new(Some.Utterance("is it cold outside", 0), "It is 2 degrees."),
        new(Some.Utterance("we could turn up the heating", 10)),
    ];

    [Test]
    public async Task DecideAsync_WithContext_SendsWhatWasSaidAndAnsweredButNotByWhom()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay(new { actionRequired = true, reasoning = "The heating goes up.", categorization = "smart_home", refinedPrompt = "turn up the heating" });

        (await llm.DecideAsync("yes, do that", Earlier)).RefinedPrompt.Should().Be("turn up the heating");

        llm.Server.Requests.Single().Message("user").Should().Be(
            """{"utterance":"yes, do that","spokenAt":"2025-03-01T11:00:00+00:00","earlier":[{"utterance":"is it cold outside","spokenAt":"2025-03-01T10:00:00+00:00","answer":"It is 2 degrees."},{"utterance":"we could turn up the heating","spokenAt":"2025-03-01T10:00:10+00:00","answer":null}]}""");
    }

    [Test]
    public async Task SessionDecideAsync_WithContext_SendsItToo()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay(new { endSession = true, reasoning = "Nothing else is wanted." });

        var decision = await llm.Get<ISessionManagementAgent>().DecideAsync(Some.Utterance("that will be all", 20), SessionContext.Of(Earlier), CancellationToken.None);

        decision.EndSession.Should().BeTrue();
        llm.Server.Requests.Single().Data.GetProperty("earlier").GetArrayLength().Should().Be(2);
    }
}
