namespace Sts.Agents;

/// <summary>Decides whether a user asks to end the session.</summary>
/// <remarks>Safe to call from several threads.</remarks>
public interface ISessionManagementAgent
{
    /// <summary>Decides on one utterance of an active session.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken);
}
