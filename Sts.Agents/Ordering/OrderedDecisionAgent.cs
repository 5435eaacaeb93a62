namespace Sts.Agents.Ordering;

/// <summary>Decides by the local agent and the model, in the configured order.</summary>
internal sealed class OrderedDecisionAgent(OrderedAgents<IDecisionAgent> agents) : IDecisionAgent
{
    private static readonly ActionDecision Undecided = new(false, "Nothing was decided: the model failed, and the local agents can't tell.");

    public Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) => agents.DecideAsync(
        agent => agent.DecideAsync(utterance, cancellationToken), decision => agents.IsCertain(decision.Confidence), Undecided);
}
