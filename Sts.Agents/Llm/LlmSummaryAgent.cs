using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>
/// Lets the model summarise. A session longer than its context is summarised in parts (map), and then the parts' summaries are, in as many rounds as
/// it takes to come to one (reduce).
/// </summary>
internal sealed class LlmSummaryAgent(StructuredChat chat, PromptFolder prompts, IOptions<AgentsOptions> options) : ISummaryAgent
{
    /// <summary>A session of more parts than this is a recording left on; its beginning has to do, and the summary says so.</summary>
    public const int MaxParts = 100;

    private const int TokensOfASummary = 500;
    private const int TokensAroundASummary = 10;

    private readonly Prompt<SessionSummary> _prompt = new("summary", Problem);

    public async Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken)
    {
        var utterances = transcript.Utterances.OrderBy(utterance => utterance.Timestamp).ToList();
        var headline = TranscriptHeadline.Of(utterances);
        if (utterances.Count == 0)
            return new SessionSummary(headline);

        var room = options.Value.OpenAI.ContextTokens - TokenEstimate.Of(prompts.Read(_prompt)) - TokensOfASummary;
        room = Math.Max(room, 2 * (TokensOfASummary + TokensAroundASummary));
        var parts = TranscriptParts.Split(TranscriptParts.Read(utterances, room), item => item.CountTokens(), room);
        var omission = parts.Count > MaxParts ? $"\nOnly the first {MaxParts} of {parts.Count} parts of the session were read." : "";
        var summary = await ReduceAsync(await MapAsync(parts.Take(MaxParts), cancellationToken), room, cancellationToken);
        return new SessionSummary($"{headline}\n{summary.Trim()}{omission}");
    }

    private async Task<List<string>> MapAsync(IEnumerable<List<TranscriptData>> parts, CancellationToken cancellationToken)
    {
        var summaries = new List<string>();
        foreach (var part in parts)
            summaries.Add(await AskAsync(new { Utterances = part }, cancellationToken));
        return summaries;
    }

    // At least two summaries fit into a call, so that each round leaves fewer.
    private async Task<string> ReduceAsync(List<string> summaries, int room, CancellationToken cancellationToken)
    {
        while (summaries.Count > 1)
        {
            var fewer = new List<string>();
            foreach (var group in TranscriptParts.Split(summaries, summary => TokenEstimate.Of(summary) + TokensAroundASummary, room))
                fewer.Add(group.Count == 1 ? group[0] : await AskAsync(new { SummariesOfParts = group }, cancellationToken));
            summaries = fewer;
        }

        return summaries[0];
    }

    private async Task<string> AskAsync(object data, CancellationToken cancellationToken) => (await chat.AskAsync(_prompt, data, cancellationToken)).Text;

    private static string? Problem(SessionSummary summary) => TokenEstimate.Of(summary.Text.Trim()) switch
    {
        0 => "its text is empty.",
        > TokensOfASummary => "its text is too long; eight sentences are enough.",
        _ => null,
    };
}
