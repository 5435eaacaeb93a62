using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Http;

/// <summary>
/// The client of a registry that follows Confluent's API. Schemas by id, ids by schema and versions never change, so they are kept; latest
/// versions are kept for a while; everything else is asked for anew each time.
/// </summary>
internal sealed class HttpSchemaRegistryClient : ISchemaRegistryClient, IDisposable
{
    private readonly RegistryTransport _transport;
    private readonly SingleFlightCache<string, SchemaDefinition> _schemas;
    private readonly SingleFlightCache<SubjectKey, int> _registered;
    private readonly SingleFlightCache<SubjectKey, int> _lookedUp;
    private readonly SingleFlightCache<string, SubjectSchema> _versions;
    private readonly SingleFlightCache<string, SubjectSchema> _latest;

    public HttpSchemaRegistryClient(IOptions<SchemaRegistryOptions> options, ILogger<HttpSchemaRegistryClient> logger, TimeProvider? time = null)
    {
        var limits = CacheLimits.From(options.Value, time ?? TimeProvider.System);
        _transport = new RegistryTransport(options.Value, limits.NewBackoff(), logger);
        _schemas = new(async path => RegistryAnswer.Definition(await GetAsync(path, CancellationToken.None)), limits);
        _registered = new(key => PostForIdAsync($"{PathOf(key.Subject)}/versions", key), limits);
        _lookedUp = new(key => PostForIdAsync(PathOf(key.Subject), key), limits);
        _versions = new(async path => RegistryAnswer.Version(await GetAsync(path, CancellationToken.None)), limits);
        _latest = new(
            async subject => RegistryAnswer.Version(await GetAsync($"{PathOf(subject)}/versions/latest", CancellationToken.None)), limits.ForLatest(options.Value));
    }

    public async Task<int> RegisterSchemaAsync(string subject, SchemaDefinition schema, bool normalize = false, CancellationToken cancellationToken = default)
    {
        var id = await _registered.GetAsync(new SubjectKey(subject, schema, normalize), cancellationToken);
        _latest.Remove(subject); // it may be this one now
        return id;
    }

    public Task<int> GetSchemaIdAsync(string subject, SchemaDefinition schema, bool normalize = false, CancellationToken cancellationToken = default) =>
        _lookedUp.GetAsync(new SubjectKey(subject, schema, normalize), cancellationToken);

    public async Task<SubjectSchema> LookupSchemaAsync(
        string subject, SchemaDefinition schema, bool ignoreDeletedSchemas = true, bool normalize = false, CancellationToken cancellationToken = default)
    {
        var path = $"{PathOf(subject)}?normalize={Flag(normalize)}&deleted={Flag(!ignoreDeletedSchemas)}";
        return RegistryAnswer.Version(await _transport.SendAsync(HttpMethod.Post, path, Body(schema), cancellationToken));
    }

    public Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken = default) =>
        _schemas.GetAsync($"schemas/ids/{id}", cancellationToken);

    public Task<SchemaDefinition> GetSchemaBySubjectAndIdAsync(string subject, int id, CancellationToken cancellationToken = default) =>
        _schemas.GetAsync($"schemas/ids/{id}?subject={Uri.EscapeDataString(subject)}", cancellationToken);

    public Task<SchemaDefinition> GetSchemaByGuidAsync(Guid schemaGuid, CancellationToken cancellationToken = default) =>
        _schemas.GetAsync($"schemas/guids/{schemaGuid}", cancellationToken);

    public async Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken = default) =>
        RegistryAnswer.List<int>(await GetAsync($"{PathOf(subject)}/versions", cancellationToken));

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken = default) =>
        GetRegisteredSchemaAsync(subject, version, ignoreDeletedSchemas: true, cancellationToken);

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas, CancellationToken cancellationToken = default) =>
        _versions.GetAsync($"{PathOf(subject)}/versions/{version}?deleted={Flag(!ignoreDeletedSchemas)}", cancellationToken);

    public Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken = default) =>
        _latest.GetAsync(subject, cancellationToken);

    public async Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default) =>
        RegistryAnswer.IsTrue(
            await _transport.SendAsync(HttpMethod.Post, $"compatibility/{PathOf(subject)}/versions/latest", Body(schema), cancellationToken), "is_compatible");

    public async Task<IReadOnlyList<string>> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default)
    {
        var answer = await _transport.SendAsync(HttpMethod.Post, $"compatibility/{PathOf(subject)}/versions?verbose=true", Body(schema), cancellationToken);
        if (RegistryAnswer.IsTrue(answer, "is_compatible"))
            return [];

        var reasons = RegistryAnswer.ListOrEmpty<string>(answer, "messages");
        return reasons.Count > 0 ? reasons : ["The schema registry gives no reason."];
    }

    public async Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken = default) =>
        RegistryAnswer.List<string>(await GetAsync("subjects", cancellationToken));

    public async Task<CompatibilityLevel> GetCompatibilityAsync(string? subject = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Level(await GetAsync(ConfigPathOf(subject) + (subject is null ? "" : "?defaultToGlobal=true"), cancellationToken), "compatibilityLevel");
        }
        catch (SchemaRegistryException e)
            when (subject is not null && e.ErrorCode is (SchemaRegistryErrorCodes.SubjectLevelNotConfigured or SchemaRegistryErrorCodes.SubjectNotFound))
        {
            // Older registries don't know defaultToGlobal.
            return await GetCompatibilityAsync(subject: null, cancellationToken);
        }
    }

    public async Task<CompatibilityLevel> UpdateCompatibilityAsync(
        CompatibilityLevel compatibility, string? subject = null, CancellationToken cancellationToken = default) =>
        Level(await _transport.SendAsync(HttpMethod.Put, ConfigPathOf(subject), new { compatibility = compatibility.ToName() }, cancellationToken), "compatibility");

    public async Task<IReadOnlyList<int>> DeleteSubjectAsync(string subject, bool permanent = false, CancellationToken cancellationToken = default) =>
        RegistryAnswer.List<int>(await DeleteAsync(PathOf(subject), permanent, cancellationToken));

    public async Task<int> DeleteSchemaVersionAsync(string subject, int version, bool permanent = false, CancellationToken cancellationToken = default) =>
        RegistryAnswer.Number(await DeleteAsync($"{PathOf(subject)}/versions/{version}", permanent, cancellationToken));

    public void ClearLatestCaches() => _latest.Clear();

    public void ClearCaches()
    {
        ClearLatestCaches();
        _schemas.Clear();
        _registered.Clear();
        _lookedUp.Clear();
        _versions.Clear();
    }

    public void Dispose() => _transport.Dispose();

    private async Task<int> PostForIdAsync(string path, SubjectKey key) => RegistryAnswer.Number(
        await _transport.SendAsync(HttpMethod.Post, path + (key.Normalize ? "?normalize=true" : ""), Body(key.Schema), CancellationToken.None), "id");

    private Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        _transport.SendAsync(HttpMethod.Get, path, body: null, cancellationToken);

    private async Task<JsonElement> DeleteAsync(string path, bool permanent, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(HttpMethod.Delete, $"{path}?permanent={Flag(permanent)}", body: null, cancellationToken);
        ClearCaches(); // what is gone must be registered anew
        return answer;
    }

    // Registries from before references refuse what they don't know.
    private static object Body(SchemaDefinition schema) => schema.References.Count == 0
        ? new { schema = schema.SchemaString }
        : new { schema = schema.SchemaString, references = schema.References.Select(r => new { name = r.Name, subject = r.Subject, version = r.Version }) };

    private static CompatibilityLevel Level(JsonElement answer, string name) =>
        CompatibilityLevelNames.TryParse(RegistryAnswer.Text(answer, name), out var level) ? level : throw RegistryAnswer.Unexpected(name);

    private static string PathOf(string subject) => $"subjects/{Uri.EscapeDataString(subject)}";

    private static string ConfigPathOf(string? subject) => subject is null ? "config" : $"config/{Uri.EscapeDataString(subject)}";

    private static string Flag(bool value) => value ? "true" : "false";

    private sealed record SubjectKey(string Subject, SchemaDefinition Schema, bool Normalize);
}
