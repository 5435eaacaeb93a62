using Avro;
using Microsoft.Extensions.Options;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// The embedded schema registry: what Confluent's registry does for Avro, over a store. Every refusal is a
/// <see cref="SchemaRegistryException"/> with the code and the HTTP status of Confluent's API.
/// </summary>
/// <param name="store">Where the schemas are.</param>
/// <param name="options">The default compatibility level.</param>
public sealed partial class SchemaRegistry(ISchemaStore store, IOptions<SchemaRegistryOptions> options)
{
    // Each lost race means that somebody else has added a version, so this is never reached in earnest.
    private const int MaxRegistrationAttempts = 100;

    private readonly SchemaGuids _guids = new(store);

    /// <summary>
    /// Registers a schema under a subject. One that is there already keeps its version; a new one must be compatible as
    /// the subject's level demands.
    /// </summary>
    public async Task<SubjectSchema> RegisterAsync(string subject, string schema, CancellationToken cancellationToken)
    {
        var parsed = Parse(schema);
        var text = SchemaText.Compact(schema);
        var fingerprint = SchemaText.Fingerprint(schema);
        for (var attempt = 0; attempt < MaxRegistrationAttempts; attempt++)
        {
            var versions = await store.GetVersionsAsync(subject, cancellationToken);
            var known = await store.FindSchemaAsync(fingerprint, cancellationToken);
            if (known is not null && versions.FirstOrDefault(v => !v.Deleted && v.SchemaId == known.Id) is { } registered)
                return Result(registered, known);

            await EnsureCompatibleAsync(subject, parsed, versions, cancellationToken);
            var stored = known ?? await store.GetOrAddSchemaAsync(text, fingerprint, cancellationToken);
            var version = new SubjectVersion { Subject = subject, Version = versions.Count == 0 ? 1 : versions[^1].Version + 1, SchemaId = stored.Id };
            if (await store.TryAddVersionAsync(version, cancellationToken))
                return Result(version, stored);
        }

        throw new SchemaRegistryException($"Subject '{subject}' changes too often to register a schema.", 50001, 500, isTransient: true);
    }

    /// <summary>Finds the version of a subject that has a schema.</summary>
    public async Task<SubjectSchema> LookUpAsync(string subject, string schema, bool includeDeleted, CancellationToken cancellationToken)
    {
        Parse(schema);
        var versions = await GetSubjectAsync(subject, includeDeleted, cancellationToken);
        var known = await store.FindSchemaAsync(SchemaText.Fingerprint(schema), cancellationToken);
        return known is not null && versions.LastOrDefault(v => v.SchemaId == known.Id) is { } version
            ? Result(version, known)
            : throw Refusal.SchemaNotFound();
    }

    /// <summary>Gets the text of the schema with an id.</summary>
    public async Task<string> GetSchemaAsync(int id, CancellationToken cancellationToken) =>
        (await store.FindSchemaAsync(id, cancellationToken) ?? throw Refusal.SchemaNotFound(id)).Text;

    /// <summary>The GUID of a schema, which depends on its text alone: messages of version 1 carry it instead of an id.</summary>
    public static Guid GuidOf(string schema) => SchemaGuids.Of(schema);

    /// <summary>Gets the text of the schema with a GUID.</summary>
    public async Task<string> GetSchemaAsync(Guid schemaGuid, CancellationToken cancellationToken) =>
        await _guids.FindAsync(schemaGuid, cancellationToken) is { } id ? await GetSchemaAsync(id, cancellationToken) : throw Refusal.SchemaNotFound();

    /// <summary>Gets where a schema is used.</summary>
    public async Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int id, bool includeDeleted, CancellationToken cancellationToken)
    {
        await GetSchemaAsync(id, cancellationToken);
        var uses = await store.GetUsesAsync(id, cancellationToken);
        return [.. uses.Where(v => includeDeleted || !v.Deleted)];
    }

    /// <summary>Gets the names of the subjects.</summary>
    public Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken) =>
        store.GetSubjectsAsync(includeDeleted, cancellationToken);

    /// <summary>Gets the versions of a subject, ascending.</summary>
    public async Task<IReadOnlyList<int>> GetVersionsAsync(string subject, bool includeDeleted, CancellationToken cancellationToken) =>
        [.. (await GetSubjectAsync(subject, includeDeleted, cancellationToken)).Select(v => v.Version)];

    /// <summary>Gets a version of a subject; null for the latest.</summary>
    public async Task<SubjectSchema> GetVersionAsync(string subject, int? version, bool includeDeleted, CancellationToken cancellationToken)
    {
        var versions = await GetSubjectAsync(subject, includeDeleted, cancellationToken);
        var found = version is null ? versions[^1] : versions.FirstOrDefault(v => v.Version == version) ?? throw Refusal.VersionNotFound(version.Value);
        return await ResultAsync(found, cancellationToken);
    }

    private async Task<IReadOnlyList<SubjectVersion>> GetSubjectAsync(string subject, bool includeDeleted, CancellationToken cancellationToken)
    {
        var all = await store.GetVersionsAsync(subject, cancellationToken);
        List<SubjectVersion> versions = [.. all.Where(v => includeDeleted || !v.Deleted)];
        return versions.Count > 0 ? versions : throw Refusal.SubjectNotFound(subject);
    }

    private async Task<SubjectSchema> ResultAsync(SubjectVersion version, CancellationToken cancellationToken) =>
        Result(version, await store.FindSchemaAsync(version.SchemaId, cancellationToken) ?? throw Refusal.SchemaNotFound(version.SchemaId));

    private static SubjectSchema Result(SubjectVersion version, RegisteredSchema schema) =>
        new(version.Subject, version.Version, schema.Id, schema.Text);

    private static Schema Parse(string schema)
    {
        try
        {
            return SchemaText.Parse(schema);
        }
        catch (SchemaParseException e)
        {
            throw Refusal.InvalidSchema(e);
        }
    }
}
