using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messages;

namespace Sts.Host.Api;

/// <summary>Sound in both directions: what somebody says comes in and is published as text; answers go out while they are spoken.</summary>
internal static class AudioEndpoints
{
    private const string UserHeader = "X-User";

    public static void MapAudio(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var events = services.GetRequiredService<IPipelineEvents>();
        services.GetRequiredService<IAnswerAudio>().Begins += label => events.Publish(
            PipelineEvent.AnswerAudible, label.UserId, $"/api/actions/{label.Id}/audio", new EventFacts { ActionId = label.Id });
        endpoints.MapPost("/api/audio", HearAsync);
        endpoints.MapGet("/api/actions/{id:long}/audio", PlayAsync);
    }

    private static async Task<IResult> HearAsync(
        HttpRequest request, HttpResponse response, string? user, string? timestamp, IListener listener, IOptions<HearingOptions> options,
        TranscriptionPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        var traceId = Tracer.EnsureTrace();
        // The time of what is said is that of its beginning, or near it, and not of the end of its recognition.
        var spoken = new TranscriptionRequest(user ?? request.Headers[UserHeader], Text: "…", timestamp ?? EventTime.Format(time.GetUtcNow()));
        if (spoken.Problem() is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        if (await ReadAsync(request, options.Value.MaxBytes, cancellationToken) is not { } wav)
        {
            return Results.Problem(
                $"The recording is larger than {options.Value.MaxBytes} bytes (Hearing:MaxBytes).", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            var text = await TranscribeAsync(listener, wav, spoken.User!, cancellationToken);
            if (text.Length == 0)
            {
                return Results.Problem("Nothing was understood, so nothing is published.", statusCode: StatusCodes.Status422UnprocessableEntity);
            }

            var segment = new TranscriptionSegment(spoken.Timestamp!, text, spoken.User!);
            return await publisher.PublishAsync(segment, new { user = segment.User, text, timestamp = segment.Timestamp, traceId }, response, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            return Results.Problem($"The body is not a usable WAV file: {exception.Message}.", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (SpeechException exception)
        {
            return Results.Problem(
                exception.Message, statusCode: listener.CanHear ? StatusCodes.Status502BadGateway : StatusCodes.Status501NotImplemented);
        }
    }

    private static async Task<string> TranscribeAsync(IListener listener, byte[] wav, string user, CancellationToken cancellationToken)
    {
        using var span = Tracer.Start("transcribe")?.SetTag("sts.audio.bytes", wav.Length);
        return await listener.HearAsync(wav, user, cancellationToken);
    }

    private static async Task<IResult> PlayAsync(long id, IAnswerAudio audio, HttpContext context, CancellationToken cancellationToken)
    {
        if (!audio.IsOffered)
        {
            return Results.Problem("This host does not offer answers here. Set Speech:Output to Web.", statusCode: StatusCodes.Status404NotFound);
        }

        if (audio.Find(id, cancellationToken) is not { } parts)
        {
            return Results.Problem(
                $"There is no sound of action {id}: it was not spoken here, or newer ones have taken its place (Speech:WebBytes).", statusCode: StatusCodes.Status404NotFound);
        }

        context.Response.ContentType = "audio/wav";
        context.Response.Headers.CacheControl = "no-store";
        await foreach (var part in parts)
        {
            await context.Response.Body.WriteAsync(part, cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }

        return Results.Empty;
    }

    /// <summary>The body; null if it is too large.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null; // The limit here is another one.
        }

        using var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
