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
    private readonly SchemaGuids _guids = new(store);

    /// <summary>Finds the version of a subject that has a schema.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="normalize">Whether other spellings of the schema count.</param>
    /// <param name="includeDeleted">Whether versions count that were deleted softly.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SubjectSchema> LookUpAsync(
        string subject, SchemaDefinition schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken)
    {
        var candidate = await PrepareAsync(subject, schema, normalize, cancellationToken);
        var versions = await GetSubjectAsync(subject, includeDeleted, cancellationToken);
        return await FindAsync(candidate, versions, cancellationToken) ?? throw Refusal.SchemaNotFound();
    }

    /// <summary>Gets the schema with an id.</summary>
    public async Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken) =>
        Definition(await store.FindSchemaAsync(id, cancellationToken) ?? throw Refusal.SchemaNotFound(id));

    /// <summary>The GUID of a schema, which depends on the schema alone: messages of version 1 carry it instead of an id.</summary>
    public static Guid GuidOf(SchemaDefinition schema) => SchemaGuids.Of(schema);

    /// <summary>Gets the schema with a GUID.</summary>
    public async Task<SchemaDefinition> GetSchemaAsync(Guid schemaGuid, CancellationToken cancellationToken) =>
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

    /// <summary>Gets the versions of a subject, ascending, with whether they were deleted softly.</summary>
    public async Task<IReadOnlyList<SubjectVersion>> GetSubjectAsync(string subject, bool includeDeleted, CancellationToken cancellationToken)
    {
        var all = await store.GetVersionsAsync(subject, cancellationToken);
        List<SubjectVersion> versions = [.. all.Where(v => includeDeleted || !v.Deleted)];
        return versions.Count > 0 ? versions : throw Refusal.SubjectNotFound(subject);
    }

    /// <summary>Gets a version of a subject; null for the latest.</summary>
    public async Task<SubjectSchema> GetVersionAsync(string subject, int? version, bool includeDeleted, CancellationToken cancellationToken)
    {
        var versions = await GetSubjectAsync(subject, includeDeleted, cancellationToken);
        var found = version is null ? versions[^1] : versions.FirstOrDefault(v => v.Version == version) ?? throw Refusal.VersionNotFound(version.Value);
        return (await ResultsAsync([found], cancellationToken))[0];
    }

    /// <summary>Gets versions of all subjects whose name begins in a certain way, in order.</summary>
    /// <param name="subjectPrefix">How the names of the subjects begin.</param>
    /// <param name="includeDeleted">Whether versions count that were deleted softly.</param>
    /// <param name="latestOnly">Whether only the latest version of each subject counts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SubjectSchema>> GetAllAsync(
        string subjectPrefix, bool includeDeleted, bool latestOnly, CancellationToken cancellationToken)
    {
        var versions = (await store.GetVersionsAsync(cancellationToken))
            .Where(v => v.Subject.StartsWith(subjectPrefix, StringComparison.Ordinal) && (includeDeleted || !v.Deleted));
        return await ResultsAsync([.. latestOnly ? versions.GroupBy(v => v.Subject).Select(subject => subject.Last()) : versions], cancellationToken);
    }

    private async Task<IReadOnlyList<SubjectSchema>> ResultsAsync(IReadOnlyList<SubjectVersion> versions, CancellationToken cancellationToken)
    {
        var schemas = (await store.GetSchemasAsync([.. versions.Select(v => v.SchemaId).Distinct()], cancellationToken)).ToDictionary(s => s.Id);
        return [.. versions.Select(v => Result(v, schemas[v.SchemaId]))];
    }

    private static SubjectSchema Result(SubjectVersion version, RegisteredSchema schema) =>
        new(version.Subject, version.Version, schema.Id, schema.Text, Definition(schema).References);

    internal static SchemaDefinition Definition(RegisteredSchema schema) =>
        new(schema.Text, [.. schema.References.Select(r => new SchemaReference(r.Name, r.Subject, r.Version))]);
}
