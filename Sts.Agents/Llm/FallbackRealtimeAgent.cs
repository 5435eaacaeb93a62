namespace Sts.Agents.Llm;

/// <summary>Decides by the model, or by the grammar when the model fails.</summary>
internal sealed class FallbackRealtimeAgent(Fallback<IRealtimeAgent> fallback) : IRealtimeAgent
{
    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        fallback.CallAsync(agent => agent.DecideAsync(utterance, cancellationToken));
}
