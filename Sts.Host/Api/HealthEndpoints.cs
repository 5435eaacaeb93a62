using Sts.Core.Kafka.Hosting;

namespace Sts.Host.Api;

/// <summary>Tells an orchestrator whether the host lives and whether it works.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Ok(new { status = "live" })).AllowAnonymous();
        endpoints.MapGet("/health/ready", (ProcessorMonitor monitor) => Results.Json(
            new { status = monitor.IsReady ? "ready" : "not ready", processors = monitor.Statuses.ToDictionary(status => status.Descriptor.Name, status => status.State.ToString()) },
            statusCode: monitor.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
    }
}
