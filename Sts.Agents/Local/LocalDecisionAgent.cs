namespace Sts.Agents.Local;

/// <summary>Yes or no by the same rules as <see cref="LocalRealtimeAgent"/>.</summary>
internal sealed class LocalDecisionAgent(RequestAnalyser analyser) : IDecisionAgent
{
    public Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = analyser.Analyse(utterance.Text);
        return Task.FromResult(request.Evidence.IsPositive
            ? new ActionDecision(true, Phrasing.Acknowledge(request))
            : new ActionDecision(false, $"No request to the assistant (rule {request.Evidence.DecidingRule})."));
    }
}
