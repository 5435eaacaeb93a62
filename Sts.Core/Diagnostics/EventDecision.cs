namespace Sts.Core.Diagnostics;

/// <summary>A decision, as those who watch see it.</summary>
/// <param name="ActionRequired">Whether something is to be done.</param>
/// <param name="Stage">Who decided, such as <c>grammar</c>, <c>classifier</c>, <c>follow-up</c> or <c>model</c>; null when the agent doesn't say.</param>
/// <param name="Rule">The sentence or rule that decided, if one did.</param>
/// <param name="Score">How likely, from 0 to 1, the utterance wants something; null when that was not asked.</param>
public sealed record EventDecision(bool ActionRequired, string? Stage, string? Rule, double? Score);
