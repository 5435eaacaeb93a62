namespace Sts.Agents;

/// <summary>Decides whether a user asks to end the session.</summary>
/// <remarks>Safe to call from several threads.</remarks>
public interface ISessionManagementAgent
{
    /// <summary>Decides on one utterance of an active session by itself.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken);

    /// <summary>Decides on one utterance in the light of what was said before. An agent that makes nothing of that need not implement it.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<SessionDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken) =>
        DecideAsync(utterance, cancellationToken);
}
