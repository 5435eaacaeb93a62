namespace Sts.Agents;

/// <summary>What a <see cref="IRealtimeAgent"/> decided.</summary>
/// <param name="ActionRequired">Whether the user wants something done or answered.</param>
/// <param name="Reasoning">
/// With an action: a short sentence or two to be spoken to the user, which says what was understood. Without: the reason, for logs.
/// </param>
/// <param name="Categorization">What it is about, such as <c>smart_home</c> or <c>weather</c>; null when there is no action or no telling.</param>
/// <param name="RefinedPrompt">The request without address and politeness; null when there is no action.</param>
public sealed record RealtimeDecision(bool ActionRequired, string Reasoning, string? Categorization = null, string? RefinedPrompt = null)
{
    /// <summary>Which stage decided, by which rule or score; null when the provider doesn't say.</summary>
    public DecisionGround? Ground { get; init; }

    /// <summary>How likely, from 0 to 1, the utterance wants something; null when the provider doesn't say.</summary>
    public double? Confidence { get; init; }

    /// <summary>What a sentence of the grammar names, such as <c>room</c> and <c>percent</c>, as it was said; null without such a sentence.</summary>
    public IReadOnlyDictionary<string, string>? Slots { get; init; }
}
