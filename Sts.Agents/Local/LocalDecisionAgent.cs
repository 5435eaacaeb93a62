namespace Sts.Agents.Local;

/// <summary>Yes or no by the same stages as <see cref="LocalRealtimeAgent"/>.</summary>
internal sealed class LocalDecisionAgent(RequestStages stages) : IDecisionAgent
{
    public Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var decision = stages.Decide(utterance.Text);
        return Task.FromResult(new ActionDecision(decision.ActionRequired, decision.Reasoning) { Ground = decision.Ground, Confidence = decision.Confidence });
    }
}
