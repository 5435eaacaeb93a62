using Sts.Agents;
using Sts.Agents.Local.Summary;

namespace Sts.Tests.Agents.Local;

public class LocalSummaryAgentTests
{
    [Test]
    public async Task SummariseAsync_NoUtterances_SaysSo() =>
        (await SummariseAsync(Some.Transcript())).Should().Be("No utterances in this session.");

    [Test]
    public async Task SummariseAsync_OneUtterance_IsTheSummary() =>
        (await SummariseAsync(Some.Transcript("turn off the lights"))).Should()
            .Be("1 utterance at 2025-03-01 10:00:00 UTC.\n10:00:00 turn off the lights");

    [Test]
    public async Task SummariseAsync_UtterancesOutOfOrder_AreInOrderOfTime()
    {
        var transcript = new SessionTranscript(1, "alice", [Some.Utterance("second", 90), Some.Utterance("first")]);

        (await SummariseAsync(transcript)).Should().Be(
            "2 utterances in 1 min 30 s, from 2025-03-01 10:00:00 to 2025-03-01 10:01:30 UTC.\n10:00:00 first\n10:01:30 second");
    }

    [Test]
    public async Task SummariseAsync_OneThemeAmongChatter_ChoosesTheTheme()
    {
        var summary = await SummariseAsync(Some.Transcript(
            "yeah", "um okay", "the garden needs new roses this spring", "right", "hmm",
            "roses in the garden want water every morning", "yeah", "my uncle lives in peru", "okay",
            "water the roses in the garden before spring ends", "sure", "the train was late"));

        summary.Should().StartWith("12 utterances in 1 min 50 s").And.Contain("10:00:20 the garden needs new roses this spring")
            .And.NotContain("okay").And.NotContain("yeah");
        summary.Split('\n').Count(line => line.Contains("roses")).Should().BeGreaterThanOrEqualTo(2);
    }

    [Test]
    public async Task SummariseAsync_TheSameThingAgainAndAgain_IsSaidOnce()
    {
        var summary = await SummariseAsync(Some.Transcript(Enumerable.Repeat("turn off the kitchen lights", 8).Append("buy tomatoes and bread")));

        summary.Split("kitchen").Length.Should().Be(2);
    }

    [Test]
    public async Task SummariseAsync_NothingButFillers_StillHasASummary() =>
        (await SummariseAsync(Some.Transcript(Enumerable.Repeat("yeah", 20)))).Should().StartWith("20 utterances").And.Contain("10:00:00 yeah");

    [Test]
    public async Task SummariseAsync_ThousandsOfUtterances_IsShortAndTheSameEachTime()
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, 5000).Select(_ => string.Join(' ', Enumerable.Range(0, 20).Select(_ => $"word{random.Next(500)}"))).ToList();

        var summary = await SummariseAsync(Some.Transcript(texts));

        summary.Split('\n').Should().HaveCount(11);
        summary.Should().Be(await SummariseAsync(Some.Transcript(texts)));
    }

    [Test]
    public async Task SummariseAsync_AnUtteranceOfAMegabyte_IsShortened() =>
        (await SummariseAsync(Some.Transcript(new string('x', 1_000_000)))).Length.Should().BeLessThan(400);

    private static async Task<string> SummariseAsync(SessionTranscript transcript) =>
        (await new LocalSummaryAgent().SummariseAsync(transcript, CancellationToken.None)).Text;
}
