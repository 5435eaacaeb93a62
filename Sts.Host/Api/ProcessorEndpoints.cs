using Microsoft.AspNetCore.Http.HttpResults;
using Sts.Core.Kafka.Hosting;
using Sts.Host.Operations;

namespace Sts.Host.Api;

/// <summary>The processors of this host: how they are doing, and pausing them.</summary>
internal static class ProcessorEndpoints
{
    public static void MapProcessors(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/processors", (ProcessorControl control) => control.Processors.Select(ProcessorDetails.From));
        endpoints.MapPost("/api/processors/{name}/pause", (string name, ProcessorControl control) => Answer(control.Pause(name), name, control));
        endpoints.MapPost("/api/processors/{name}/resume", (string name, ProcessorControl control) => Answer(control.Resume(name), name, control));
    }

    private static Results<Ok<ProcessorDetails>, ProblemHttpResult> Answer(ProcessorStatus? status, string name, ProcessorControl control) => status is not null
        ? TypedResults.Ok(ProcessorDetails.From(status))
        : TypedResults.Problem(
            $"This host runs no processor '{name}'. It runs: {string.Join(", ", control.Processors.Select(processor => processor.Descriptor.Name))}.",
            statusCode: StatusCodes.Status404NotFound);
}

/// <summary>A processor as <c>GET /api/processors</c> shows it.</summary>
internal sealed record ProcessorDetails(
    string Name, string State, string GroupId, IReadOnlyList<string> Topics, IReadOnlyList<PartitionProgress> Partitions, long Lag, int InFlight,
    double RatePerSecond, long Processed, long Retries, long DeadLetters, long Restarts, ProcessorError? LastError)
{
    public static ProcessorDetails From(ProcessorStatus status) => new(
        status.Descriptor.Name, status.State.ToString(), status.Descriptor.GroupId, status.Descriptor.Topics, status.Partitions, status.Lag, status.InFlight,
        Math.Round(status.RatePerSecond, 2), status.Processed, status.Retries, status.DeadLetters, status.Restarts, status.LastError);
}
