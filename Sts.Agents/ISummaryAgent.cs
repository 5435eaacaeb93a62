namespace Sts.Agents;

/// <summary>Summarises a session that has ended.</summary>
/// <remarks>Safe to call from several threads.</remarks>
public interface ISummaryAgent
{
    /// <summary>Summarises a session of any length, an empty one included.</summary>
    /// <exception cref="AgentException">The provider failed and there is no other to fall back to.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken);
}
