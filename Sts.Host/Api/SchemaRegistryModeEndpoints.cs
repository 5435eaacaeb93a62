using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>The part of the registry's API that is about modes: what may be changed.</summary>
internal static class SchemaRegistryModeEndpoints
{
    public static void MapMode(this RouteGroupBuilder api)
    {
        var mode = api.MapGroup("/mode");
        mode.MapGet("/", async (SchemaRegistry registry, CancellationToken cancellationToken) => Ok(await registry.GetModeAsync(null, cancellationToken)));
        mode.MapPut("/", (RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
            SetAsync(null, query, request, registry, cancellationToken));
        mode.MapDelete("/", async (SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            await registry.RemoveModeAsync(null, cancellationToken);
            return Ok(await registry.GetModeAsync(null, cancellationToken));
        });
        mode.MapGet("/{subject}", async (string subject, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var name = RegistryRequest.Subject(subject);
            return Ok(query.DefaultToGlobal
                ? await registry.GetModeAsync(name, cancellationToken)
                : await registry.FindModeAsync(name, cancellationToken) ?? throw RegistryErrors.SubjectModeNotConfigured(name));
        });
        mode.MapPut("/{subject}", (string subject, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
            SetAsync(RegistryRequest.Subject(subject), query, request, registry, cancellationToken));
        mode.MapDelete("/{subject}", async (string subject, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var name = RegistryRequest.Subject(subject);
            var own = await registry.FindModeAsync(name, cancellationToken) ?? throw RegistryErrors.NothingToRemove(name);
            await registry.RemoveModeAsync(name, cancellationToken);
            return Ok(own);
        });
    }

    private static async Task<IResult> SetAsync(
        string? subject, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken)
    {
        var mode = RegistryRequest.Text(await RegistryRequest.BodyAsync(request), "mode") ?? "";
        await registry.SetModeAsync(subject, mode, query.Force, cancellationToken);
        return RegistryJson.Ok(new { mode });
    }

    private static IResult Ok(SchemaRegistryMode mode) => RegistryJson.Ok(new { mode = mode.ToName() });
}
