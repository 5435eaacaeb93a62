using Confluent.Kafka;
using Sts.Core.Kafka;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Host.Api;

/// <summary>Publishes utterances for the API and the console, and says in words what keeps one from being published.</summary>
internal sealed class TranscriptionPublisher(ITranscriptionIngress ingress, IHostApplicationLifetime lifetime)
{
    /// <summary>Publishes, and answers with 202 and <paramref name="accepted"/>, or with the problem.</summary>
    public async Task<IResult> PublishAsync(TranscriptionSegment segment, object accepted, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await TryPublishAsync(segment, cancellationToken) is not { } refusal)
        {
            return Results.Accepted(value: accepted);
        }

        if (refusal.Status is StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = "1";
        }

        return Results.Problem(refusal.Problem, statusCode: refusal.Status);
    }

    /// <summary>Publishes.</summary>
    /// <returns>Null, or why the utterance is not published.</returns>
    public async Task<PublishRefusal?> TryPublishAsync(TranscriptionSegment segment, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new PublishRefusal(StatusCodes.Status503ServiceUnavailable, "The host is stopping.");
        }

        try
        {
            return await ingress.TryPublishAsync(segment, cancellationToken)
                ? null
                : new PublishRefusal(
                    StatusCodes.Status429TooManyRequests,
                    "The embedded broker has no room until the processors have read on. Try again in a second, or use a broker of its own (Kafka:BootstrapServers).");
        }
        catch (ProduceException<byte[]?, byte[]?> exception) when (exception.Error.Code is ErrorCode.MsgSizeTooLarge)
        {
            return new PublishRefusal(StatusCodes.Status413PayloadTooLarge, "The text is larger than the broker takes.");
        }
        catch (Exception exception) when (exception is KafkaException or SchemaRegistryException)
        {
            return new PublishRefusal(StatusCodes.Status503ServiceUnavailable, $"The utterance could not be published: {exception.Message}");
        }
    }
}
