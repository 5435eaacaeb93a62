namespace Sts.Benchmarks.Summaries;

/// <summary>What somebody said in a talk.</summary>
internal sealed record Turn(string Speaker, string Text);
