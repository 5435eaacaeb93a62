using Sts.Core.Schemas.Registry;

namespace Sts.Host.Api;

/// <summary>
/// The embedded registry's HTTP API, as Confluent's clients use it. Source: Confluent, "Schema Registry API Reference".
/// </summary>
public static class SchemaRegistryEndpoints
{
    private static readonly string[] SchemaTypes = ["AVRO"];

    /// <summary>Maps the API at the root of its own port; needs <see cref="SchemaRegistry"/> among the services.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <returns>The group of all endpoints, so that they can be tied to that port with <c>RequireHost</c>.</returns>
    public static RouteGroupBuilder MapSchemaRegistry(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("");
        api.AddEndpointFilter<SchemaRegistryErrorFilter>();
        api.MapGet("/", () => RegistryJson.Ok(new { }));
        api.MapSubjects();
        api.MapSchemas();
        api.MapCompatibility();
        api.MapGet("/mode", () => RegistryJson.Ok(new { mode = "READWRITE" }));
        api.MapGet("/mode/{subject}", (string subject, bool? defaultToGlobal) => defaultToGlobal == true
            ? RegistryJson.Ok(new { mode = "READWRITE" })
            : RegistryErrors.SubjectModeNotConfigured(RegistryRequest.Subject(subject)));
        // What clients ask for that this registry does not have must look like its own refusal: newer ones ask for
        // associations first, and go on when they are told so.
        api.MapFallback("{**path}", () => RegistryErrors.NoSuchResource());
        return api;
    }

    private static void MapSubjects(this RouteGroupBuilder api)
    {
        var subjects = api.MapGroup("/subjects");
        subjects.MapGet("/", async (bool? deleted, string? subjectPrefix, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var names = await registry.GetSubjectsAsync(deleted == true, cancellationToken);
            return RegistryJson.Ok(names.Where(n => n.StartsWith(subjectPrefix ?? "", StringComparison.Ordinal)));
        });
        subjects.MapPost("/{subject}", async (string subject, bool? deleted, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            var found = await registry.LookUpAsync(RegistryRequest.Subject(subject), schema, deleted == true, cancellationToken);
            return RegistryJson.Ok(RegistryJson.Version(found, request));
        });
        subjects.MapPost("/{subject}/versions", async (string subject, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            var registered = await registry.RegisterAsync(RegistryRequest.Subject(subject), schema, cancellationToken);
            return RegistryJson.Ok(RegistryJson.Registered(registered, request));
        });
        subjects.MapGet("/{subject}/versions", async (string subject, bool? deleted, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(await registry.GetVersionsAsync(RegistryRequest.Subject(subject), deleted == true, cancellationToken)));
        subjects.MapGet("/{subject}/versions/{version}", async (string subject, string version, bool? deleted, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var found = await registry.GetVersionAsync(RegistryRequest.Subject(subject), RegistryRequest.Version(version), deleted == true, cancellationToken);
            return RegistryJson.Ok(RegistryJson.Version(found, request));
        });
        subjects.MapGet("/{subject}/versions/{version}/schema", async (string subject, string version, bool? deleted, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var found = await registry.GetVersionAsync(RegistryRequest.Subject(subject), RegistryRequest.Version(version), deleted == true, cancellationToken);
            return RegistryJson.Raw(found.SchemaString);
        });
        subjects.MapDelete("/{subject}", async (string subject, bool? permanent, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(await registry.DeleteSubjectAsync(RegistryRequest.Subject(subject), permanent == true, cancellationToken)));
        subjects.MapDelete("/{subject}/versions/{version}", async (string subject, string version, bool? permanent, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(await registry.DeleteVersionAsync(RegistryRequest.Subject(subject), RegistryRequest.Version(version), permanent == true, cancellationToken)));
    }

    private static void MapSchemas(this RouteGroupBuilder api)
    {
        var schemas = api.MapGroup("/schemas");
        schemas.MapGet("/types", () => RegistryJson.Ok(SchemaTypes));
        schemas.MapGet("/ids/{id:int}", async (int id, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(new { schema = await registry.GetSchemaAsync(id, cancellationToken) }));
        schemas.MapGet("/guids/{guid:guid}", async (Guid guid, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(new { schema = await registry.GetSchemaAsync(guid, cancellationToken), guid }));
        schemas.MapGet("/ids/{id:int}/schema", async (int id, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Raw(await registry.GetSchemaAsync(id, cancellationToken)));
        schemas.MapGet("/ids/{id:int}/versions", async (int id, bool? deleted, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var uses = await registry.GetUsesAsync(id, deleted == true, cancellationToken);
            return RegistryJson.Ok(uses.Select(v => new { subject = v.Subject, version = v.Version }));
        });
        schemas.MapGet("/ids/{id:int}/subjects", async (int id, bool? deleted, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var uses = await registry.GetUsesAsync(id, deleted == true, cancellationToken);
            return RegistryJson.Ok(uses.Select(v => v.Subject).Distinct());
        });
    }
}
