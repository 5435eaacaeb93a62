using Sts.Agents;
using Sts.Core.Diagnostics;

namespace Sts.Host.WebConsole.Live;

/// <summary>What was decided on an utterance.</summary>
/// <param name="ActionRequired">Whether something is to be done.</param>
/// <param name="Reasoning">The answer or, where nothing is to be done, the reason.</param>
/// <param name="Stage">Who decided, and on what ground; null when the agent doesn't say.</param>
public sealed record LiveDecision(bool ActionRequired, string Reasoning, string? Stage)
{
    // The event tells in one line for those who read lines; here each part has its place.
    internal static LiveDecision From(PipelineEvent happened, EventDecision decision)
    {
        var ground = decision.Stage is { } stage ? new DecisionGround(stage, null, decision.Rule, decision.Score).ToString() : null;
        var reasoning = happened.Detail[(happened.Detail.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        return new LiveDecision(decision.ActionRequired, ground is null ? reasoning : reasoning.Replace($" ({ground})", "", StringComparison.Ordinal), ground);
    }
}
