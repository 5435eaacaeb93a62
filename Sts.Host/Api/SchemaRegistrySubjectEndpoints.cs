using Sts.Core.Schemas.Registry;
using Sts.Host.Security;

namespace Sts.Host.Api;

/// <summary>The part of the registry's API that is about subjects and their versions.</summary>
internal static class SchemaRegistrySubjectEndpoints
{
    public static void MapSubjects(this RouteGroupBuilder api)
    {
        var subjects = api.MapGroup("/subjects");
        subjects.MapGet("/", async (RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var names = await registry.GetSubjectsAsync(query.Deleted || query.DeletedOnly, cancellationToken);
            if (query.DeletedOnly)
                names = [.. names.Except(await registry.GetSubjectsAsync(includeDeleted: false, cancellationToken))];

            return RegistryJson.Ok(query.Page(names.Where(n => n.StartsWith(query.SubjectPrefix, StringComparison.Ordinal))));
        });
        subjects.MapPost("/{subject}", async (string subject, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            var found = await registry.LookUpAsync(RegistryRequest.Subject(subject), schema, query.Normalize, query.Deleted, cancellationToken);
            return RegistryJson.Ok(RegistryJson.Version(found, request));
        }).WithMetadata(new ReadsAttribute());
        subjects.MapDelete("/{subject}", async (string subject, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(await registry.DeleteSubjectAsync(RegistryRequest.Subject(subject), query.Permanent, cancellationToken)));
    }

    public static void MapVersions(this RouteGroupBuilder api)
    {
        var versions = api.MapGroup("/subjects/{subject}/versions");
        versions.MapPost("/", async (string subject, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var (schema, id, version) = await RegistryRequest.RegistrationAsync(request);
            var registered = id is null
                ? await registry.RegisterAsync(RegistryRequest.Subject(subject), schema, query.Normalize, cancellationToken)
                : await registry.ImportAsync(RegistryRequest.Subject(subject), schema, id.Value, version, cancellationToken);
            return RegistryJson.Ok(RegistryJson.Registered(registered, request));
        });
        versions.MapGet("/", async (string subject, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var includeDeleted = query.Deleted || query.DeletedOnly || query.DeletedAsNegative;
            var all = await registry.GetSubjectAsync(RegistryRequest.Subject(subject), includeDeleted, cancellationToken);
            var wanted = all.Where(v => v.Deleted || !query.DeletedOnly);
            return RegistryJson.Ok(query.Page(wanted).Select(v => v.Deleted && query.DeletedAsNegative ? -v.Version : v.Version));
        });
        versions.MapGet("/{version}", async (string subject, string version, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var found = await registry.GetVersionAsync(RegistryRequest.Subject(subject), RegistryRequest.Version(version), query.Deleted, cancellationToken);
            return RegistryJson.Ok(RegistryJson.Version(
                query.Resolved ? new(found.Subject, found.Version, found.Id, await registry.ResolveAsync(found.ToDefinition(), cancellationToken)) : found, request));
        });
        versions.MapGet("/{version}/schema", async (string subject, string version, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var found = await registry.GetVersionAsync(RegistryRequest.Subject(subject), RegistryRequest.Version(version), query.Deleted, cancellationToken);
            return RegistryJson.Raw(query.Resolved ? await registry.ResolveAsync(found.ToDefinition(), cancellationToken) : found.SchemaString);
        });
        versions.MapGet("/{version}/referencedby", async (string subject, string version, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(query.Page(
                await registry.GetReferrersAsync(RegistryRequest.Subject(subject), RegistryRequest.Version(version), cancellationToken))));
        versions.MapDelete("/{version}", async (string subject, string version, RegistryQuery query, SchemaRegistry registry, CancellationToken cancellationToken) =>
            RegistryJson.Ok(await registry.DeleteVersionAsync(
                RegistryRequest.Subject(subject), RegistryRequest.Version(version), query.Permanent, cancellationToken)));
    }
}
