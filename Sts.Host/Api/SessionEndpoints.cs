using Confluent.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;
using Sts.Core.Schemas;
using Sts.Core.Storage;
using Sts.Processors;

namespace Sts.Host.Api;

/// <summary>One session: what was said in it, closing it, and having it summarised again.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/sessions/{id:int}", ShowAsync);
        endpoints.MapPost("/api/sessions/{id:int}/close", (int id, SessionControl sessions, CancellationToken cancellationToken) =>
            AnswerAsync(id, sessions.CloseAsync, "has ended already, so it can't be closed", cancellationToken));
        endpoints.MapPost("/api/sessions/{id:int}/summarise", (int id, SessionControl sessions, CancellationToken cancellationToken) =>
            AnswerAsync(id, sessions.SummariseAsync, "has not ended yet; it is summarised when it does. Close it first", cancellationToken));
    }

    private static async Task<Results<Ok<SessionDetails>, ProblemHttpResult>> ShowAsync(ISessionStore sessions, int id, CancellationToken cancellationToken) =>
        await sessions.GetAsync(id, cancellationToken) is { } session
            ? TypedResults.Ok(SessionDetails.From(session, await sessions.GetUtterancesAsync(session, cancellationToken)))
            : NotFound(id);

    private static async Task<Results<Accepted<SessionRequested>, ProblemHttpResult>> AnswerAsync(
        int id, Func<int, CancellationToken, Task<SessionRequestResult>> request, string wrongState, CancellationToken cancellationToken)
    {
        try
        {
            return await request(id, cancellationToken) switch
            {
                SessionRequestResult.Requested => TypedResults.Accepted($"/api/sessions/{id}", new SessionRequested(id)),
                SessionRequestResult.NotFound => NotFound(id),
                _ => TypedResults.Problem($"Session {id} {wrongState}.", statusCode: StatusCodes.Status409Conflict),
            };
        }
        catch (Exception exception) when (exception is KafkaException or SchemaRegistryException)
        {
            return TypedResults.Problem($"It could not be asked for: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static ProblemHttpResult NotFound(int id) => TypedResults.Problem($"There is no session {id}.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>The answer to a request about a session: it is done soon.</summary>
internal sealed record SessionRequested(int Id);
