using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// Where the embedded registry keeps its schemas. Safe for concurrent use, also by several hosts: who of two that change the same thing
/// comes first is decided by unique keys (fingerprint; subject and version) and by locks on the versions that a schema refers to, and
/// the <c>Try</c> members tell the other one instead of failing.
/// </summary>
public interface ISchemaStore
{
    /// <summary>The schema with an id, or null.</summary>
    Task<RegisteredSchema?> FindSchemaAsync(int id, CancellationToken cancellationToken);

    /// <summary>The schema with a fingerprint, or null.</summary>
    Task<RegisteredSchema?> FindSchemaAsync(string fingerprint, CancellationToken cancellationToken);

    /// <summary>The schemas with ids above one, ascending.</summary>
    Task<IReadOnlyList<RegisteredSchema>> GetSchemasAfterAsync(int id, CancellationToken cancellationToken);

    /// <summary>The schemas with these ids, in no particular order.</summary>
    Task<IReadOnlyList<RegisteredSchema>> GetSchemasAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken);

    /// <summary>The schema with a fingerprint, which is stored under a new id when it is not there.</summary>
    Task<RegisteredSchema> GetOrAddSchemaAsync(SchemaDefinition schema, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Stores a schema under an id of the caller's choice; false when the id or the schema is there already.</summary>
    Task<bool> TryAddSchemaAsync(int id, SchemaDefinition schema, string fingerprint, CancellationToken cancellationToken);

    /// <summary>The names of the subjects, in ordinal order.</summary>
    /// <param name="includeDeleted">Whether subjects count of which all versions were deleted softly.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>All versions of a subject, ascending, also those deleted softly.</summary>
    Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(string subject, CancellationToken cancellationToken);

    /// <summary>All versions of all subjects, in ordinal order of the subjects, also those deleted softly.</summary>
    Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(CancellationToken cancellationToken);

    /// <summary>The versions, in any subject, that have a schema, also those deleted softly.</summary>
    Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int schemaId, CancellationToken cancellationToken);

    /// <summary>The ids, ascending, of the schemas that refer to a version and are in use: not all of their versions are deleted.</summary>
    Task<IReadOnlyList<int>> GetReferrersAsync(string subject, int version, CancellationToken cancellationToken);

    /// <summary>Adds a version; false when the subject already has one of that number, or a version that its schema refers to is gone.</summary>
    Task<bool> TryAddVersionAsync(SubjectVersion version, IReadOnlyList<SchemaReference> references, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes versions softly: they are kept, with <see cref="SubjectVersion.Deleted"/> set. Does nothing, and returns one of them, when
    /// a schema in use other than their own refers to it; else null.
    /// </summary>
    Task<int?> TryMarkDeletedAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken);

    /// <summary>Deletes versions for good. Their schemas stay, since messages still carry the ids.</summary>
    Task RemoveAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken);

    /// <summary>The settings of a subject, or null; for the empty subject, those of all others.</summary>
    Task<SubjectConfig?> FindConfigAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Sets a subject's compatibility level and whether its schemas are normalised; null is as for all subjects.</summary>
    Task SetConfigAsync(string subject, string? level, bool? normalize, CancellationToken cancellationToken);

    /// <summary>Sets a subject's mode; null is as for all subjects.</summary>
    Task SetModeAsync(string subject, string? mode, CancellationToken cancellationToken);
}
