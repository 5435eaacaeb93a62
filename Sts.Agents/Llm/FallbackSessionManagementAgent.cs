namespace Sts.Agents.Llm;

/// <summary>Decides by the model, or by the grammar when the model fails.</summary>
internal sealed class FallbackSessionManagementAgent(Fallback<ISessionManagementAgent> fallback) : ISessionManagementAgent
{
    public Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        fallback.CallAsync(agent => agent.DecideAsync(utterance, cancellationToken));
}
