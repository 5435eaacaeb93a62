namespace Sts.Agents.Llm;

/// <summary>Summarises by the model, or by choosing sentences when the model fails.</summary>
internal sealed class FallbackSummaryAgent(Fallback<ISummaryAgent> fallback) : ISummaryAgent
{
    public Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken) =>
        fallback.CallAsync(agent => agent.SummariseAsync(transcript, cancellationToken));
}
