namespace Sts.Tests.Integration.Hosts;

/// <summary>An event of <c>GET /api/events</c>.</summary>
public sealed record HostEvent(string Type, string User, string Detail, DateTimeOffset Time);
