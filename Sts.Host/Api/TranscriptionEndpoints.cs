using Confluent.Kafka;
using Sts.Core.Kafka;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>Takes what somebody said over HTTP and publishes it to Kafka.</summary>
internal static class TranscriptionEndpoints
{
    public static void MapTranscriptions(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/transcriptions", PublishAsync);

    private static async Task<IResult> PublishAsync(
        TranscriptionRequest request, ITranscriptionIngress ingress, TimeProvider time, IHostApplicationLifetime lifetime,
        HttpResponse response, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Results.Problem("The host is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        if (request.Problem() is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var segment = new TranscriptionSegment(request.Timestamp ?? EventTime.Format(time.GetUtcNow()), request.Text!, request.User!);
        try
        {
            if (await ingress.TryPublishAsync(segment, cancellationToken))
            {
                return Results.Accepted(value: new { user = segment.User, timestamp = segment.Timestamp });
            }
        }
        catch (ProduceException<byte[]?, byte[]?> exception) when (exception.Error.Code is ErrorCode.MsgSizeTooLarge)
        {
            return Results.Problem("The text is larger than the broker takes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception exception) when (exception is KafkaException or SchemaRegistryException)
        {
            return Results.Problem($"The utterance could not be published: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        response.Headers.RetryAfter = "1";
        return Results.Problem(
            "The embedded broker has no room until the processors have read on. Try again in a second, or use a broker of its own (Kafka:BootstrapServers).",
            statusCode: StatusCodes.Status429TooManyRequests);
    }
}
