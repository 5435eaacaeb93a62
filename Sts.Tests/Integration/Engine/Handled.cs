namespace Sts.Tests.Integration.Engine;

/// <summary>A message that a processor has finished, possibly not for the first time.</summary>
internal sealed record Handled(string Engine, string User, int Partition, long Offset);
