namespace Sts.Benchmarks.Training;

/// <summary>A weight for each feature, and where the margin stands without any.</summary>
internal sealed record LinearModel(float[] Weights, float Bias)
{
    /// <summary>The margin of an utterance.</summary>
    public double Margin(TrainingExample example) => Bias + example.Known.Sum(feature => (double)Weights[feature] * example.Share);
}
