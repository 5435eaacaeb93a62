using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Host.Api;

/// <summary>What happened, from the database, newest first.</summary>
internal static class HistoryEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapHistory(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/transcriptions", async (IHistory history, string? user, QueryNumber limit, CancellationToken cancellationToken) =>
            Refuse(limit) ?? Results.Ok((await history.TranscriptionsAsync(user, limit.Value ?? DefaultLimit, cancellationToken)).Select(TranscriptionResponse.From)));
        endpoints.MapGet("/api/actions", async (IHistory history, string? user, QueryNumber limit, CancellationToken cancellationToken) =>
            Refuse(limit) ?? Results.Ok((await history.ActionsAsync(user, limit.Value ?? DefaultLimit, cancellationToken)).Select(ActionResponse.From)));
        endpoints.MapGet("/api/sessions", async (IHistory history, string? user, QueryFlag active, string? search, QueryNumber limit, CancellationToken cancellationToken) =>
            Refuse(limit) ?? Results.Ok((await FindAsync(history, user, active.Value, search, limit.Value ?? DefaultLimit, cancellationToken)).Select(SessionResponse.From)));
    }

    private static Task<IReadOnlyList<Session>> FindAsync(
        IHistory history, string? user, bool? active, string? search, int limit, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(search)
        ? history.SessionsAsync(user, active, limit, cancellationToken)
        : history.SearchSessionsAsync(search.Trim(), user, active, limit, cancellationToken);

    private static IResult? Refuse(QueryNumber limit) => limit.Value is < 1 or > MaxLimit
        ? Results.Problem($"'limit' must be between 1 and {MaxLimit}, and not {limit.Value}.", statusCode: StatusCodes.Status400BadRequest)
        : null;
}
