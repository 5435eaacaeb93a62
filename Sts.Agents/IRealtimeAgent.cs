namespace Sts.Agents;

/// <summary>Decides in real time whether something a user said wants an action or an answer.</summary>
/// <remarks>Safe to call from several threads. An implementation that can't decide throws; it never guesses silently.</remarks>
public interface IRealtimeAgent
{
    /// <summary>Decides on one utterance by itself.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken);

    /// <summary>Decides on one utterance in the light of what was said before. An agent that makes nothing of that need not implement it.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken) =>
        DecideAsync(utterance, cancellationToken);
}
