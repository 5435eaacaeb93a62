using Confluent.Kafka;
using Sts.Core.Configuration;
using Sts.Core.Kafka.DeadLetters;
using Sts.Host.Operations;

namespace Sts.Host.Api;

/// <summary>The messages that could not be processed: looking at them, and sending them back.</summary>
internal static class DeadLetterEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapDeadLetters(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/dead-letters").AddEndpointFilter(AnswerFailuresAsync);
        group.MapGet("", async (DeadLetterDesk desk, CancellationToken cancellationToken) => Results.Ok(await desk.ListTopicsAsync(cancellationToken)));
        group.MapGet("/{topic}", ListAsync);
        group.MapGet("/{topic}/{position}", ShowAsync);
        group.MapPost("/{topic}/replay", ReplayAsync);
    }

    private static async Task<IResult> ListAsync(string topic, QueryNumber limit, QueryFlag all, DeadLetterDesk desk, CancellationToken cancellationToken)
    {
        if (limit.Value is < 1 or > MaxLimit)
        {
            return BadRequest($"'limit' must be between 1 and {MaxLimit}, and not {limit.Value}.");
        }

        var (letters, _) = await desk.FindNewestAsync(topic, limit.Value ?? DefaultLimit, all.Value ?? false, cancellationToken);
        return Results.Ok(letters.Select(DeadLetterSummary.Of));
    }

    private static async Task<IResult> ShowAsync(string topic, string position, DeadLetterDesk desk, CancellationToken cancellationToken)
    {
        if (!DeadLetterPosition.TryParse(position, out var parsed))
        {
            return NoPosition(position);
        }

        var letter = await desk.FindAsync(topic, parsed, cancellationToken);
        var (json, problem) = await desk.DecodeAsync(letter, cancellationToken);
        return Results.Ok(DeadLetterDetails.Of(letter, json, problem));
    }

    private static async Task<IResult> ReplayAsync(string topic, ReplayRequest request, DeadLetterDesk desk, CancellationToken cancellationToken)
    {
        if (request.All == (request.Positions is { Count: > 0 }))
        {
            return BadRequest("Name letters in 'positions', as in [\"2:17\"], or set 'all' to true, and not both.");
        }

        HashSet<DeadLetterPosition>? positions = request.All ? null : [];
        foreach (var text in request.All ? [] : request.Positions!)
        {
            if (text is null || !DeadLetterPosition.TryParse(text, out var parsed))
            {
                return NoPosition(text);
            }

            positions!.Add(parsed);
        }

        var (planned, forEveryGroup) = await desk.PlanAsync(topic, positions, cancellationToken);
        if (forEveryGroup > 0 && !request.EveryGroup)
        {
            return Results.Problem(
                $"{forEveryGroup} of {planned.Count} can't be addressed to the processor that failed: the broker keeps no headers, or the letter names none. Every group "
                + "of the topic would get it again, as a new message. Set 'everyGroup' to true to do so.",
                statusCode: StatusCodes.Status409Conflict);
        }

        return Results.Ok(new { replayed = await desk.ReplayAsync(topic, positions, planned, cancellationToken) });
    }

    private static async ValueTask<object?> AnswerFailuresAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StsConfigurationException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status404NotFound);
        }
        catch (KafkaException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult NoPosition(string? text) =>
        BadRequest($"'{text}' is no letter. Name it by its partition and offset on the dead-letter topic, as in 2:17.");

    private static IResult BadRequest(string problem) => Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>What is to be sent back.</summary>
    /// <param name="Positions">The letters, each as <c>partition:offset</c>.</param>
    /// <param name="All">All that were not replayed yet.</param>
    /// <param name="EveryGroup">Also those that every group of the topic gets again.</param>
    internal sealed record ReplayRequest(IReadOnlyList<string?>? Positions = null, bool All = false, bool EveryGroup = false);
}
