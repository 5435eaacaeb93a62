namespace Sts.Core.Schemas.Registry;

/// <summary>The client of the host's own registry, without a detour over HTTP. There is nothing to cache: the serializers do.</summary>
internal sealed class EmbeddedSchemaRegistryClient(SchemaRegistry registry) : ISchemaRegistryClient
{
    public async Task<int> RegisterSchemaAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken) =>
        (await Ask(registry.RegisterAsync(subject, schema, normalize, cancellationToken))).Id;

    public async Task<int> GetSchemaIdAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken) =>
        (await LookupSchemaAsync(subject, schema, ignoreDeletedSchemas: true, normalize, cancellationToken)).Id;

    public Task<SubjectSchema> LookupSchemaAsync(
        string subject, SchemaDefinition schema, bool ignoreDeletedSchemas, bool normalize, CancellationToken cancellationToken) =>
        Ask(registry.LookUpAsync(subject, schema, normalize, includeDeleted: !ignoreDeletedSchemas, cancellationToken));

    public Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken) => Ask(registry.GetSchemaAsync(id, cancellationToken));

    public Task<SchemaDefinition> GetSchemaBySubjectAndIdAsync(string subject, int id, CancellationToken cancellationToken) =>
        GetSchemaAsync(id, cancellationToken);

    public Task<SchemaDefinition> GetSchemaByGuidAsync(Guid schemaGuid, CancellationToken cancellationToken) =>
        Ask(registry.GetSchemaAsync(schemaGuid, cancellationToken));

    public Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken) =>
        Ask(registry.GetVersionsAsync(subject, includeDeleted: false, cancellationToken));

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken) =>
        GetRegisteredSchemaAsync(subject, version, ignoreDeletedSchemas: true, cancellationToken);

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas, CancellationToken cancellationToken) =>
        Ask(registry.GetVersionAsync(subject, version, includeDeleted: !ignoreDeletedSchemas, cancellationToken));

    public Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken) =>
        Ask(registry.GetVersionAsync(subject, version: null, includeDeleted: false, cancellationToken));

    public async Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken) =>
        (await Ask(registry.TestCompatibilityAsync(subject, schema, version: null, cancellationToken))).Count == 0;

    public Task<IReadOnlyList<string>> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken) =>
        Ask(registry.TestRegistrationAsync(subject, schema, cancellationToken));

    public Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken) =>
        Ask(registry.GetSubjectsAsync(includeDeleted: false, cancellationToken));

    public Task<CompatibilityLevel> GetCompatibilityAsync(string? subject, CancellationToken cancellationToken) =>
        Ask(subject is null ? registry.GetCompatibilityLevelAsync(cancellationToken) : registry.GetCompatibilityLevelAsync(subject, cancellationToken));

    public Task<CompatibilityLevel> UpdateCompatibilityAsync(CompatibilityLevel compatibility, string? subject, CancellationToken cancellationToken) =>
        Ask(SetAsync(compatibility, subject, cancellationToken));

    public Task<IReadOnlyList<int>> DeleteSubjectAsync(string subject, bool permanent, CancellationToken cancellationToken) =>
        Ask(registry.DeleteSubjectAsync(subject, permanent, cancellationToken));

    public Task<int> DeleteSchemaVersionAsync(string subject, int version, bool permanent, CancellationToken cancellationToken) =>
        Ask(registry.DeleteVersionAsync(subject, version, permanent, cancellationToken));

    public void ClearLatestCaches()
    {
        // Nothing is kept.
    }

    public void ClearCaches()
    {
        // Nothing is kept.
    }

    private async Task<CompatibilityLevel> SetAsync(CompatibilityLevel level, string? subject, CancellationToken cancellationToken)
    {
        await registry.SetCompatibilityLevelAsync(subject, level.ToName(), cancellationToken);
        return level;
    }

    // A database that fails is to this client what an unreachable server is to the other one.
    private static async Task<T> Ask<T>(Task<T> question)
    {
        try
        {
            return await question;
        }
        catch (Exception e) when (e is not (SchemaRegistryException or OperationCanceledException))
        {
            throw new SchemaRegistryException(
                $"The embedded schema registry's database failed: {e.Message}", SchemaRegistryErrorCodes.StoreError, 500, isTransient: true, e);
        }
    }
}
