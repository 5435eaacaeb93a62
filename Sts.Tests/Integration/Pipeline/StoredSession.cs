namespace Sts.Tests.Integration.Pipeline;

/// <summary>A session as the API shows it.</summary>
public sealed record StoredSession(int Id, string User, bool Active, DateTimeOffset StartTime, DateTimeOffset? EndTime, string? EndReason, string? Summary);
