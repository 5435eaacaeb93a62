namespace Sts.Agents.Evaluation;

/// <summary>What was decided on a labelled utterance.</summary>
/// <param name="Utterance">The utterance.</param>
/// <param name="ActionRequired">The decision.</param>
/// <param name="Confidence">How likely something is wanted, from 0 to 1; null when the provider doesn't say.</param>
public sealed record Judgement(LabelledUtterance Utterance, bool ActionRequired, double? Confidence);
