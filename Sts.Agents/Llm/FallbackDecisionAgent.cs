namespace Sts.Agents.Llm;

/// <summary>Decides by the model, or by the grammar when the model fails.</summary>
internal sealed class FallbackDecisionAgent(Fallback<IDecisionAgent> fallback) : IDecisionAgent
{
    public Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        fallback.CallAsync(agent => agent.DecideAsync(utterance, cancellationToken));
}
