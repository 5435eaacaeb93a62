using System.Text.Json;
using Sts.Agents;

namespace Sts.Tests.Agents.Llm;

public class LlmSummaryAgentTests
{
    [Test]
    public async Task SummariseAsync_ShortSession_AsksOnceAndSaysHowMuchThereWas()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay(new { text = "Lights and music." });

        var summary = await SummariseAsync(llm, Some.Transcript("turn off the lights", "play some jazz"));

        summary.Should().Be("2 utterances in 10 s, from 2025-03-01 10:00:00 to 2025-03-01 10:00:10 UTC.\nLights and music.");
        llm.Server.Requests.Single().Message("user").Should().Contain("play some jazz");
    }

    [Test]
    public async Task SummariseAsync_EmptySession_DoesNotAsk()
    {
        await using var llm = await LlmFixture.StartAsync();

        (await SummariseAsync(llm, Some.Transcript())).Should().Be("No utterances in this session.");
        llm.Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task SummariseAsync_LongSession_SummarisesPartsThenTheirSummaries()
    {
        await using var llm = await LlmFixture.StartAsync(("MaxTranscriptCharacters", "1000"));
        llm.Server.ThenSay(new { text = "first part" }).ThenSay(new { text = "second part" }).ThenSay(new { text = "all of it" });

        var summary = await SummariseAsync(llm, Some.Transcript(Enumerable.Repeat(new string('x', 100), 20)));

        summary.Should().EndWith("\nall of it");
        llm.Server.Requests.Should().HaveCount(3);
        Utterances(llm.Server.Requests[0]).Should().Be(10);
        Utterances(llm.Server.Requests[1]).Should().Be(10);
        llm.Server.Requests[2].Message("user").Should().Contain("first part").And.Contain("second part");
    }

    [Test]
    public async Task SummariseAsync_EndlessSession_SaysHowMuchWasRead()
    {
        await using var llm = await LlmFixture.StartAsync(("MaxTranscriptCharacters", "1000"));
        for (var i = 0; i < 21; i++)
            llm.Server.ThenSay(new { text = $"part {i}" });

        var summary = await SummariseAsync(llm, Some.Transcript(Enumerable.Repeat(new string('x', 1000), 25)));

        summary.Should().EndWith("part 20\nOnly the first 20 of 25 utterances were read.");
    }

    private static async Task<string> SummariseAsync(LlmFixture llm, SessionTranscript transcript) =>
        (await llm.Get<ISummaryAgent>().SummariseAsync(transcript, CancellationToken.None)).Text;

    private static int Utterances(ReceivedRequest request) =>
        JsonDocument.Parse(request.Message("user")).RootElement.GetProperty("utterances").GetArrayLength();
}
