namespace Sts.Benchmarks.Training;

/// <summary>Where the data is that is no part of the project.</summary>
internal static class EvaluationFolder
{
    /// <summary>What <c>STS_EVAL_DATA</c> names, else <c>../shared/data</c>.</summary>
    public static DirectoryInfo Default => new(Environment.GetEnvironmentVariable("STS_EVAL_DATA") is { Length: > 0 } folder ? folder : Path.Combine("..", "shared", "data"));
}
