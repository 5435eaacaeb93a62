namespace Sts.Agents.Evaluation;

/// <summary>Something that was said, and what is right about it.</summary>
/// <param name="Text">What was said.</param>
/// <param name="ActionRequired">Whether it wants something done or answered.</param>
/// <param name="Source">Where it comes from, up to the first slash; empty when the file doesn't say.</param>
public sealed record LabelledUtterance(string Text, bool ActionRequired, string Source);
