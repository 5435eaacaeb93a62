using Microsoft.AspNetCore.Http.HttpResults;
using Sts.Core.Storage;

namespace Sts.Host.Api;

/// <summary>What happened, from the database, newest first.</summary>
internal static class HistoryEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapHistory(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/transcriptions", async (IHistory history, string? user, int? limit, CancellationToken cancellationToken) =>
            Refuse(limit) ?? Results.Ok((await history.TranscriptionsAsync(user, limit ?? DefaultLimit, cancellationToken)).Select(TranscriptionResponse.From)));
        endpoints.MapGet("/api/actions", async (IHistory history, string? user, int? limit, CancellationToken cancellationToken) =>
            Refuse(limit) ?? Results.Ok((await history.ActionsAsync(user, limit ?? DefaultLimit, cancellationToken)).Select(ActionResponse.From)));
        endpoints.MapGet("/api/sessions", async (IHistory history, string? user, bool? active, int? limit, CancellationToken cancellationToken) =>
            Refuse(limit) ?? Results.Ok((await history.SessionsAsync(user, active, limit ?? DefaultLimit, cancellationToken)).Select(SessionResponse.From)));
        endpoints.MapGet("/api/sessions/{id:int}", async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> (IHistory history, int id, CancellationToken cancellationToken) =>
            await history.SessionAsync(id, cancellationToken) is { } session
                ? TypedResults.Ok(SessionResponse.From(session))
                : TypedResults.Problem($"There is no session {id}.", statusCode: StatusCodes.Status404NotFound));
    }

    private static IResult? Refuse(int? limit) => limit is < 1 or > MaxLimit
        ? Results.Problem($"'limit' must be between 1 and {MaxLimit}, and not {limit}.", statusCode: StatusCodes.Status400BadRequest)
        : null;
}
