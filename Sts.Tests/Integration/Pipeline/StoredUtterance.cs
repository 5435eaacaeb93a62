namespace Sts.Tests.Integration.Pipeline;

/// <summary>An utterance as the API shows it.</summary>
public sealed record StoredUtterance(long Id, string User, string Text, DateTimeOffset Timestamp, string Topic, int Partition, long Offset);
