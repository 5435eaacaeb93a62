using Sts.Core.Schemas.Registry;
using Sts.Host.Security;

namespace Sts.Host.Api;

/// <summary>The part of the registry's API that tries whether a schema is compatible.</summary>
internal static class SchemaRegistryCompatibilityEndpoints
{
    public static void MapCompatibility(this RouteGroupBuilder api)
    {
        var subject = api.MapGroup("/compatibility/subjects/{subject}/versions").WithMetadata(new ReadsAttribute());
        subject.MapPost("/{version}", async (
            string subject, string version, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            var problems = await registry.TestCompatibilityAsync(
                RegistryRequest.Subject(subject), schema, RegistryRequest.Version(version), cancellationToken);
            return Verdict(problems, query.Verbose);
        });
        subject.MapPost("/", async (string subject, RegistryQuery query, HttpRequest request, SchemaRegistry registry, CancellationToken cancellationToken) =>
        {
            var schema = await RegistryRequest.SchemaAsync(request);
            return Verdict(await registry.TestRegistrationAsync(RegistryRequest.Subject(subject), schema, cancellationToken), query.Verbose);
        });
    }

    private static IResult Verdict(IReadOnlyList<string> problems, bool verbose) => verbose
        ? RegistryJson.Ok(new { is_compatible = problems.Count == 0, messages = problems })
        : RegistryJson.Ok(new { is_compatible = problems.Count == 0 });
}
