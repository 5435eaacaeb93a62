namespace Sts.Agents.Ordering;

/// <summary>Summarises by the model in every order that has one: what is chosen from the words that were said is no surer than it, only simpler.</summary>
internal sealed class OrderedSummaryAgent(OrderedAgents<ISummaryAgent> agents) : ISummaryAgent
{
    public Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken) =>
        agents.WriteAsync(agent => agent.SummariseAsync(transcript, cancellationToken));
}
