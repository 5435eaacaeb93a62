using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messages;

namespace Sts.Host.Api;

/// <summary>Takes what somebody said over HTTP and publishes it to Kafka.</summary>
internal static class TranscriptionEndpoints
{
    public static void MapTranscriptions(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/transcriptions", PublishAsync);

    private static async Task<IResult> PublishAsync(
        TranscriptionRequest request, TranscriptionPublisher publisher, TimeProvider time, HttpResponse response, CancellationToken cancellationToken)
    {
        if (request.Problem() is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var segment = new TranscriptionSegment(request.Timestamp ?? EventTime.Format(time.GetUtcNow()), request.Text!, request.User!);
        var accepted = new { user = segment.User, timestamp = segment.Timestamp, traceId = Tracer.EnsureTrace() };
        return await publisher.PublishAsync(segment, accepted, response, cancellationToken);
    }
}
