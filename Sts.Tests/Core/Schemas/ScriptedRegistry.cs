using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas;

/// <summary>A registry client that knows what it is told, counts questions, and can be made to fail.</summary>
internal sealed class ScriptedRegistry : ISchemaRegistryClient
{
    private readonly Dictionary<string, int> _ids = [];

    public Dictionary<int, string> Schemas { get; } = [];

    public int Questions { get; private set; }

    public List<string> Registered { get; } = [];

    public List<bool> Normalized { get; } = [];

    public static Guid GuidOf(string schema) => Sts.Core.Schemas.Registry.SchemaRegistry.GuidOf(new SchemaDefinition(schema));

    public SchemaRegistryException? Failure { get; set; }

    public Task<int> RegisterSchemaAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken)
    {
        Ask();
        Registered.Add(subject);
        Normalized.Add(normalize);
        _ids.TryAdd(subject, _ids.Count + 1);
        Schemas[_ids[subject]] = schema.SchemaString;
        return Task.FromResult(_ids[subject]);
    }

    public Task<int> GetSchemaIdAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken)
    {
        Ask();
        Normalized.Add(normalize);
        return _ids.TryGetValue(subject, out var id)
            ? Task.FromResult(id)
            : throw new SchemaRegistryException("Subject not found.", SchemaRegistryErrorCodes.SubjectNotFound, 404);
    }

    public Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken)
    {
        Ask();
        return Schemas.TryGetValue(id, out var schema)
            ? Task.FromResult(new SchemaDefinition(schema))
            : throw new SchemaRegistryException("Schema not found.", SchemaRegistryErrorCodes.SchemaNotFound, 404);
    }

    public Task<SchemaDefinition> GetSchemaByGuidAsync(Guid schemaGuid, CancellationToken cancellationToken)
    {
        Ask();
        return Schemas.Values.FirstOrDefault(schema => GuidOf(schema) == schemaGuid) is { } found
            ? Task.FromResult(new SchemaDefinition(found))
            : throw new SchemaRegistryException("Schema not found.", SchemaRegistryErrorCodes.SchemaNotFound, 404);
    }

    public Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken)
    {
        Ask();
        return _ids.TryGetValue(subject, out var id)
            ? Task.FromResult(new SubjectSchema(subject, 7, id, Schemas[id]))
            : throw new SchemaRegistryException("Subject not found.", SchemaRegistryErrorCodes.SubjectNotFound, 404);
    }

    public Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SchemaDefinition> GetSchemaBySubjectAndIdAsync(string subject, int id, CancellationToken cancellationToken) =>
        GetSchemaAsync(id, cancellationToken);

    public Task<SubjectSchema> LookupSchemaAsync(
        string subject, SchemaDefinition schema, bool ignoreDeletedSchemas, bool normalize, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CompatibilityLevel> GetCompatibilityAsync(string? subject, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CompatibilityLevel> UpdateCompatibilityAsync(CompatibilityLevel compatibility, string? subject, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<int>> DeleteSubjectAsync(string subject, bool permanent, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> DeleteSchemaVersionAsync(string subject, int version, bool permanent, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void ClearLatestCaches() => throw new NotSupportedException();

    public void ClearCaches() => throw new NotSupportedException();

    private void Ask()
    {
        Questions++;
        if (Failure is { } failure)
            throw failure;
    }
}
