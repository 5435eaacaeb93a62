namespace Sts.Benchmarks.Training;

/// <summary>Something that was said, and whether it wants something of the assistant.</summary>
/// <param name="Text">What was said.</param>
/// <param name="Wanted">The label.</param>
/// <param name="Weight">How much it counts in training.</param>
internal sealed record LabelledText(string Text, bool Wanted, double Weight = 1);
