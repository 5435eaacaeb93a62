using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>The part of the registry's API that is about compatibility: levels, and trying a schema.</summary>
internal static class SchemaRegistryCompatibilityEndpoints
{
    public static void MapCompatibility(this RouteGroupBuilder api)
    {
        api.MapPost("/compatibility/subjects/{subject}/versions/{version}", async (
            string subject, string version, bool? verbose, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            var problems = await registry.TestCompatibilityAsync(
                RegistryRequest.Subject(subject), schema, RegistryRequest.Version(version), cancellationToken);
            return Verdict(problems, verbose);
        });
        api.MapPost("/compatibility/subjects/{subject}/versions", async (
            string subject, bool? verbose, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            return Verdict(await registry.TestRegistrationAsync(RegistryRequest.Subject(subject), schema, cancellationToken), verbose);
        });

        api.MapGet("/config", async (SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(new { compatibilityLevel = (await registry.GetCompatibilityLevelAsync(cancellationToken)).ToName() }));
        api.MapPut("/config", async (HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
            await SetAsync(null, request, registry, cancellationToken));
        api.MapDelete("/config", async (SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            await registry.RemoveCompatibilityLevelAsync(null, cancellationToken);
            return RegistryJson.Ok(new { compatibilityLevel = (await registry.GetCompatibilityLevelAsync(cancellationToken)).ToName() });
        });

        api.MapGet("/config/{subject}", async (string subject, bool? defaultToGlobal, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var name = RegistryRequest.Subject(subject);
            var level = defaultToGlobal == true
                ? await registry.GetCompatibilityLevelAsync(name, cancellationToken)
                : await registry.FindCompatibilityLevelAsync(name, cancellationToken);
            return level is null ? RegistryErrors.SubjectLevelNotConfigured(name) : RegistryJson.Ok(new { compatibilityLevel = level.Value.ToName() });
        });
        api.MapPut("/config/{subject}", async (string subject, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
            await SetAsync(RegistryRequest.Subject(subject), request, registry, cancellationToken));
        api.MapDelete("/config/{subject}", async (string subject, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var name = RegistryRequest.Subject(subject);
            if (await registry.FindCompatibilityLevelAsync(name, cancellationToken) is not { } level)
                return RegistryErrors.SubjectLevelNotConfigured(name);

            await registry.RemoveCompatibilityLevelAsync(name, cancellationToken);
            return RegistryJson.Ok(new { compatibilityLevel = level.ToName() });
        });
    }

    private static IResult Verdict(IReadOnlyList<string> problems, bool? verbose) => verbose == true
        ? RegistryJson.Ok(new { is_compatible = problems.Count == 0, messages = problems })
        : RegistryJson.Ok(new { is_compatible = problems.Count == 0 });

    private static async Task<IResult> SetAsync(string? subject, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken)
    {
        var level = await RegistryRequest.CompatibilityAsync(request);
        await registry.SetCompatibilityLevelAsync(subject, level, cancellationToken);
        return RegistryJson.Ok(new { compatibility = level });
    }
}
