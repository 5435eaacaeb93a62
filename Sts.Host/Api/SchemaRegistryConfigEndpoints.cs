using System.Text.Json;
using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>The part of the registry's API that is about settings: compatibility levels, and whether schemas are normalised.</summary>
internal static class SchemaRegistryConfigEndpoints
{
    public static void MapConfig(this RouteGroupBuilder api)
    {
        var config = api.MapGroup("/config");
        config.MapGet("/", async (SchemaRegistry registry, CancellationToken cancellationToken) => Ok(await GlobalAsync(registry, cancellationToken)));
        config.MapPut("/", (HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
            SetAsync(null, request, registry, cancellationToken));
        config.MapDelete("/", async (SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            await registry.RemoveConfigAsync(null, cancellationToken);
            return Ok(await GlobalAsync(registry, cancellationToken));
        });
        config.MapGet("/{subject}", async (string subject, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var name = RegistryRequest.Subject(subject);
            var own = await OwnAsync(name, registry, cancellationToken);
            if (!query.DefaultToGlobal)
                return Ok(own ?? throw RegistryErrors.SubjectLevelNotConfigured(name));

            var global = await GlobalAsync(registry, cancellationToken);
            return Ok((own?.Level ?? global.Level, own?.Normalize ?? global.Normalize));
        });
        config.MapPut("/{subject}", (string subject, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
            SetAsync(RegistryRequest.Subject(subject), request, registry, cancellationToken));
        config.MapDelete("/{subject}", async (string subject, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var name = RegistryRequest.Subject(subject);
            var own = await OwnAsync(name, registry, cancellationToken) ?? throw RegistryErrors.NothingToRemove(name);
            await registry.RemoveConfigAsync(name, cancellationToken);
            return Ok(own);
        });
    }

    private static async Task<(string? Level, bool? Normalize)> GlobalAsync(SchemaRegistry registry, CancellationToken cancellationToken) =>
        ((await registry.GetCompatibilityLevelAsync(cancellationToken)).ToName(), (await registry.FindConfigAsync(null, cancellationToken))?.Normalize);

    private static async Task<(string? Level, bool? Normalize)?> OwnAsync(string subject, SchemaRegistry registry, CancellationToken cancellationToken) =>
        await registry.FindConfigAsync(subject, cancellationToken) is { } own ? (own.CompatibilityLevel, own.Normalize) : null;

    private static async Task<IResult> SetAsync(string? subject, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken)
    {
        var body = await RegistryRequest.BodyAsync(request);
        var level = RegistryRequest.Text(body, "compatibility");
        var normalize = body.TryGetProperty("normalize", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? flag.GetBoolean() : (bool?)null;
        // A body that sets nothing is most likely one that misspells what it sets.
        await registry.SetConfigAsync(subject, normalize is null ? level ?? "" : level, normalize, cancellationToken);
        return Answer("compatibility", level, normalize);
    }

    private static IResult Ok((string? Level, bool? Normalize) config) => Answer("compatibilityLevel", config.Level, config.Normalize);

    // What is not set is left out, as clients from before it expect.
    private static IResult Answer(string name, string? level, bool? normalize)
    {
        var answer = new Dictionary<string, object>();
        if (level is not null)
            answer.Add(name, level);

        if (normalize is not null)
            answer.Add("normalize", normalize);

        return RegistryJson.Ok(answer);
    }
}
