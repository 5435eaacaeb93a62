using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model summarise. A session too long for one call is summarised in parts, then the parts' summaries.</summary>
internal sealed class LlmSummaryAgent(StructuredChat chat, IOptions<AgentsOptions> options) : ISummaryAgent
{
    /// <summary>A session of more parts than this is a recording left on; its beginning has to do, and the summary says so.</summary>
    public const int MaxParts = 20;

    private readonly Prompt<SessionSummary> _prompt = new("summary", summary => summary.Text.Trim().Length == 0 ? "its text is empty." : null);

    public async Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken)
    {
        var utterances = transcript.Utterances.OrderBy(utterance => utterance.Timestamp).ToList();
        var headline = TranscriptHeadline.Of(utterances);
        if (utterances.Count == 0)
            return new SessionSummary(headline);

        var parts = TranscriptParts.Split(utterances, options.Value.OpenAI.MaxTranscriptCharacters);
        var summary = await SummariseAsync(parts.Take(MaxParts).ToList(), cancellationToken);
        var read = parts.Take(MaxParts).Sum(part => part.Count);
        var omission = read < utterances.Count ? $"\nOnly the first {read} of {utterances.Count} utterances were read." : "";
        return new SessionSummary($"{headline}\n{summary.Trim()}{omission}");
    }

    private async Task<string> SummariseAsync(List<IReadOnlyList<UtteranceData>> parts, CancellationToken cancellationToken)
    {
        var summaries = new List<string>();
        foreach (var part in parts)
            summaries.Add((await chat.AskAsync(_prompt, new { Utterances = part }, cancellationToken)).Text);

        return summaries.Count == 1
            ? summaries[0]
            : (await chat.AskAsync(_prompt, new { SummariesOfParts = summaries.ConvertAll(Bounded) }, cancellationToken)).Text;
    }

    private string Bounded(string summary) => UtteranceData.Cut(summary, options.Value.OpenAI.MaxTranscriptCharacters / MaxParts);
}
