namespace Sts.Tests.Integration.Hosts;

/// <summary>An event of <c>GET /api/events</c>.</summary>
public sealed record HostEvent(string Type, string User, string Detail, DateTimeOffset Time)
{
    public string? TraceId { get; init; }

    public string? Processor { get; init; }

    public DateTimeOffset? ProducedAt { get; init; }

    public int? SessionId { get; init; }

    public long? ActionId { get; init; }

    public HostDecision? Decision { get; init; }
}
