namespace Sts.Agents.Ordering;

/// <summary>Decides by the local agent and the model, in the configured order.</summary>
internal sealed class OrderedRealtimeAgent(OrderedAgents<IRealtimeAgent> agents) : IRealtimeAgent
{
    private static readonly RealtimeDecision Undecided = new(false, "Nothing was decided: the model failed, and the local agents can't tell.");

    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        DecideAsync(utterance, SessionContext.None, cancellationToken);

    public Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken) => agents.DecideAsync(
        agent => agent.DecideAsync(utterance, context, cancellationToken), decision => agents.IsCertain(decision.Confidence), Undecided);
}
