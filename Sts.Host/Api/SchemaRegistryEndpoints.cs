using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>
/// The embedded registry's HTTP API, as Confluent's clients use it. Source: Confluent, "Schema Registry API Reference".
/// </summary>
public static class SchemaRegistryEndpoints
{
    private static readonly string[] SchemaTypes = ["AVRO"];

    // The default context is the only one.
    private static readonly string[] Contexts = ["."];

    /// <summary>Maps the API at the root of its own port; needs <see cref="SchemaRegistry"/> among the services.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <returns>The group of all endpoints, so that they can be tied to that port with <c>RequireHost</c>.</returns>
    public static RouteGroupBuilder MapSchemaRegistry(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("");
        api.AddEndpointFilter<SchemaRegistryErrorFilter>();
        api.MapGet("/", () => RegistryJson.Ok(new { }));
        api.MapGet("/contexts", () => RegistryJson.Ok(Contexts));
        api.MapSubjects();
        api.MapVersions();
        api.MapSchemas();
        api.MapCompatibility();
        api.MapConfig();
        api.MapMode();
        // What clients ask for that this registry does not have must look like its own refusal: newer ones ask for
        // associations first, and go on when they are told so.
        api.MapFallback("{**path}", RegistryErrors.NoSuchResource);
        return api;
    }

    private static void MapSchemas(this RouteGroupBuilder api)
    {
        var schemas = api.MapGroup("/schemas");
        schemas.MapGet("/", async (RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var all = await registry.GetAllAsync(query.SubjectPrefix, query.Deleted, query.LatestOnly, cancellationToken);
            return RegistryJson.Ok(query.Page(all).Select(version => RegistryJson.Version(version, request)));
        });
        schemas.MapGet("/types", () => RegistryJson.Ok(SchemaTypes));
        schemas.MapGet("/ids/{id:int}", async (int id, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await registry.GetSchemaAsync(id, cancellationToken);
            return RegistryJson.Ok(query.Resolved ? new { schema = await registry.ResolveAsync(schema, cancellationToken) } : RegistryJson.Schema(schema));
        });
        schemas.MapGet("/guids/{guid:guid}", async (Guid guid, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(RegistryJson.Schema(await registry.GetSchemaAsync(guid, cancellationToken), guid)));
        schemas.MapGet("/ids/{id:int}/schema", async (int id, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await registry.GetSchemaAsync(id, cancellationToken);
            return RegistryJson.Raw(query.Resolved ? await registry.ResolveAsync(schema, cancellationToken) : schema.SchemaString);
        });
        schemas.MapGet("/ids/{id:int}/versions", async (int id, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var uses = await registry.GetUsesAsync(id, query.Deleted, cancellationToken);
            var wanted = uses.Where(v => query.Subject is null || v.Subject == query.Subject);
            return RegistryJson.Ok(query.Page(wanted).Select(v => new { subject = v.Subject, version = v.Version }));
        });
        schemas.MapGet("/ids/{id:int}/subjects", async (int id, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var uses = await registry.GetUsesAsync(id, query.Deleted, cancellationToken);
            var wanted = uses.Select(v => v.Subject).Distinct().Where(subject => query.Subject is null || subject == query.Subject);
            return RegistryJson.Ok(query.Page(wanted));
        });
    }
}
