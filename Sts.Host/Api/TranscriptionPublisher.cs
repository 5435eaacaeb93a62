using Confluent.Kafka;
using Sts.Core.Kafka;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>Publishes utterances for endpoints, and answers for what may come of it.</summary>
internal sealed class TranscriptionPublisher(ITranscriptionIngress ingress, IHostApplicationLifetime lifetime)
{
    /// <summary>Publishes, and answers with 202 and <paramref name="accepted"/>, or with the problem.</summary>
    public async Task<IResult> PublishAsync(TranscriptionSegment segment, object accepted, HttpResponse response, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Results.Problem("The host is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            if (await ingress.TryPublishAsync(segment, cancellationToken))
            {
                return Results.Accepted(value: accepted);
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
