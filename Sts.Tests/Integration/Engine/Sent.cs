namespace Sts.Tests.Integration.Engine;

/// <summary>A message that a test has sent.</summary>
internal sealed record Sent(string User, int Partition, long Offset);
