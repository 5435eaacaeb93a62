namespace Sts.Agents.Local;

/// <summary>Decides by the sentences in <c>Sentences/</c> and the classifier in <c>Model/</c>: offline, deterministic, in some tens of microseconds.</summary>
internal sealed class LocalRealtimeAgent(RequestStages stages) : IRealtimeAgent
{
    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Decide(stages.Decide(utterance.Text)));
    }

    private static RealtimeDecision Decide(LocalDecision decision) =>
        (decision.ActionRequired
            ? new RealtimeDecision(true, decision.Reasoning, decision.Request.Category, decision.Request.Core)
            : new RealtimeDecision(false, decision.Reasoning)) with
        {
            Ground = decision.Ground,
            Confidence = decision.Confidence,
            Slots = decision.Request.Sentence.Slots is { Count: > 0 } slots ? slots : null,
        };
}
