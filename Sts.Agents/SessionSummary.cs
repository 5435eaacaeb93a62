namespace Sts.Agents;

/// <summary>The summary of a session.</summary>
/// <param name="Text">Plain text, possibly of several lines.</param>
public sealed record SessionSummary(string Text);
