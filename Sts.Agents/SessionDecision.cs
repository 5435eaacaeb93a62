namespace Sts.Agents;

/// <summary>What a <see cref="ISessionManagementAgent"/> decided.</summary>
/// <param name="EndSession">Whether the user asked explicitly to end the session.</param>
/// <param name="Reasoning">Why, in a short sentence for the session's record.</param>
public sealed record SessionDecision(bool EndSession, string Reasoning);
