namespace Sts.Tests.Integration.Hosts;

/// <summary>The decision that an event of <c>GET /api/events</c> tells of.</summary>
public sealed record HostDecision(bool ActionRequired, string? Stage, string? Rule, double? Score);
