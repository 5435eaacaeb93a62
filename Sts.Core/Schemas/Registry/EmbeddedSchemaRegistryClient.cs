namespace Sts.Core.Schemas.Registry;

/// <summary>The client of the host's own registry, without a detour over HTTP. There is nothing to cache: the serializers do.</summary>
internal sealed class EmbeddedSchemaRegistryClient(SchemaRegistry registry) : ISchemaRegistryClient
{
    public async Task<int> RegisterSchemaAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken) =>
        (await Ask(registry.RegisterAsync(subject, schema.SchemaString, cancellationToken))).Id;

    public async Task<int> GetSchemaIdAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken) =>
        (await Ask(registry.LookUpAsync(subject, schema.SchemaString, includeDeleted: false, cancellationToken))).Id;

    public async Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken) =>
        new(await Ask(registry.GetSchemaAsync(id, cancellationToken)));

    public async Task<SchemaDefinition> GetSchemaByGuidAsync(Guid schemaGuid, CancellationToken cancellationToken) =>
        new(await Ask(registry.GetSchemaAsync(schemaGuid, cancellationToken)));

    public Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken) =>
        Ask(registry.GetVersionsAsync(subject, includeDeleted: false, cancellationToken));

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken) =>
        Ask(registry.GetVersionAsync(subject, version, includeDeleted: false, cancellationToken));

    public Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken) =>
        Ask(registry.GetVersionAsync(subject, version: null, includeDeleted: false, cancellationToken));

    public async Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken) =>
        (await Ask(registry.TestCompatibilityAsync(subject, schema.SchemaString, version: null, cancellationToken))).Count == 0;

    public Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken) =>
        Ask(registry.GetSubjectsAsync(includeDeleted: false, cancellationToken));

    // A database that fails is to this client what an unreachable server is to the other one.
    private static async Task<T> Ask<T>(Task<T> question)
    {
        try
        {
            return await question;
        }
        catch (Exception e) when (e is not (SchemaRegistryException or OperationCanceledException))
        {
            throw new SchemaRegistryException($"The embedded schema registry's database failed: {e.Message}", 50001, 500, isTransient: true, e);
        }
    }
}
