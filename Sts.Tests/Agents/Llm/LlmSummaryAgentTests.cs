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
        llm.Server.Requests.Single().Data.GetRawText().Should().Be(
            """{"utterances":[{"speaker":"alice","spokenAt":"2025-03-01 10:00:00","utterance":"turn off the lights"},{"speaker":"alice","spokenAt":"2025-03-01 10:00:10","utterance":"play some jazz"}]}""");
    }

    [Test]
    public async Task SummariseAsync_EmptySession_DoesNotAsk()
    {
        await using var llm = await LlmFixture.StartAsync();

        (await SummariseAsync(llm, Some.Transcript())).Should().Be("No utterances in this session.");
        llm.Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task SummariseAsync_LongSession_SummarisesPartsAndThenTheirSummariesInRounds()
    {
        await using var llm = await LlmFixture.StartAsync(("ContextTokens", "2000"));
        var number = 0;
        llm.Server.Otherwise(request => Task.FromResult<object>(new
        {
            // Long enough that the summaries of all parts don't fit into one call either.
            text = $"summary {Interlocked.Increment(ref number)} {new string('x', 1200)}",
        }));
        string[] said = [.. Enumerable.Range(0, 60).Select(i => $"utterance {i:00} {new string('y', 300)}")];

        var summary = await SummariseAsync(llm, Some.Transcript(said));

        var maps = llm.Server.Requests.Where(request => request.Data.TryGetProperty("utterances", out _)).ToList();
        var reductions = llm.Server.Requests.Where(request => request.Data.TryGetProperty("summariesOfParts", out _)).ToList();
        maps.SelectMany(request => request.Data.GetProperty("utterances").EnumerateArray().Select(item => item.GetProperty("utterance").GetString()))
            .Should().Equal(said);
        maps.Count.Should().BeGreaterThan(6);
        reductions.Count.Should().BeGreaterThan(2, "they need more than one round");
        llm.Server.Requests.Should().OnlyContain(request => request.Message("system").Length + request.Message("user").Length <= 3 * (2000 - 500));
        summary.Should().Contain($"\nsummary {maps.Count + reductions.Count} ").And.NotContain("Only the first");
    }

    [Test]
    public async Task SummariseAsync_UtteranceLongerThanTheContext_IsReadInPieces()
    {
        await using var llm = await LlmFixture.StartAsync(("ContextTokens", "2000"));
        llm.Server.Otherwise(_ => Task.FromResult<object>(new { text = "a part" }));
        var speech = string.Join(' ', Enumerable.Range(0, 3000));

        await SummariseAsync(llm, Some.Transcript(speech));

        string.Concat(llm.Server.Requests.Where(request => request.Data.TryGetProperty("utterances", out _))
            .SelectMany(request => request.Data.GetProperty("utterances").EnumerateArray().Select(item => item.GetProperty("utterance").GetString())))
            .Should().Be(speech);
    }

    [Test]
    public async Task SummariseAsync_EndlessSession_SaysHowMuchWasRead()
    {
        await using var llm = await LlmFixture.StartAsync(("ContextTokens", "2000"));
        llm.Server.Otherwise(_ => Task.FromResult<object>(new { text = "a part" }));

        var summary = await SummariseAsync(llm, Some.Transcript(Enumerable.Repeat(new string('x', 1200), 250)));

        summary.Should().MatchRegex("a part\nOnly the first 100 of 1[0-9]{2} parts of the session were read.$");
    }

    [Test]
    public async Task SummariseAsync_TextThatIsTooLong_IsRepaired()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.ThenSay(new { text = new string('x', 2000) }).ThenSay(new { text = "Short." });

        (await SummariseAsync(llm, Some.Transcript("hello"))).Should().EndWith("\nShort.");
    }

    private static async Task<string> SummariseAsync(LlmFixture llm, SessionTranscript transcript) =>
        (await llm.Get<ISummaryAgent>().SummariseAsync(transcript, CancellationToken.None)).Text;
}
