namespace Sts.Agents;

/// <summary>Decides whether an action is required, and nothing else: the simpler sibling of <see cref="IRealtimeAgent"/>.</summary>
/// <remarks>Safe to call from several threads.</remarks>
public interface IDecisionAgent
{
    /// <summary>Decides on one utterance.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken);
}
