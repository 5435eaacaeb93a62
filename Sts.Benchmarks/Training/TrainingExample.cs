namespace Sts.Benchmarks.Training;

/// <summary>An utterance as the trainers see it.</summary>
/// <param name="Known">The numbers of those of its features that are learned, each once.</param>
/// <param name="Wanted">The label.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record TrainingExample(int[] Known, bool Wanted, double Weight)
{
    /// <summary>What each feature counts, so that a long utterance says no more than a short one.</summary>
    public float Share => ShareOf(Known.Length);

    /// <summary>What each of so many features counts.</summary>
    public static float ShareOf(int features) => (float)(1 / Math.Sqrt(Math.Max(features, 1)));
}
