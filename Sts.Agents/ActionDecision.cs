namespace Sts.Agents;

/// <summary>What a <see cref="IDecisionAgent"/> decided.</summary>
/// <param name="ActionRequired">Whether the user wants something done or answered.</param>
/// <param name="Reasoning">A short sentence: to be spoken when there is an action, for logs otherwise.</param>
public sealed record ActionDecision(bool ActionRequired, string Reasoning)
{
    /// <summary>Which stage decided, by which rule or score; null when the provider doesn't say.</summary>
    public DecisionGround? Ground { get; init; }

    /// <summary>How likely, from 0 to 1, the utterance wants something; null when the provider doesn't say.</summary>
    public double? Confidence { get; init; }
}
