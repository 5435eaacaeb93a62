namespace Sts.Agents.Ordering;

/// <summary>Decides by the local agent and the model, in the configured order.</summary>
internal sealed class OrderedSessionManagementAgent(OrderedAgents<ISessionManagementAgent> agents) : ISessionManagementAgent
{
    private static readonly SessionDecision Undecided = new(false, "Nothing was decided: the model failed, and the local agents can't tell.");

    public Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        DecideAsync(utterance, SessionContext.None, cancellationToken);

    public Task<SessionDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken) => agents.DecideAsync(
        agent => agent.DecideAsync(utterance, context, cancellationToken),
        decision => decision.EndSession || !EndingHint.IsIn(utterance.Text),
        Undecided);
}
