using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// Where the embedded registry keeps its schemas. Safe for concurrent use, also by several hosts: the two <c>Add</c> members
/// are decided by unique keys (fingerprint; subject and version), and say who came first instead of failing.
/// </summary>
public interface ISchemaStore
{
    /// <summary>The schema with an id, or null.</summary>
    Task<RegisteredSchema?> FindSchemaAsync(int id, CancellationToken cancellationToken);

    /// <summary>The schema with a fingerprint, or null.</summary>
    Task<RegisteredSchema?> FindSchemaAsync(string fingerprint, CancellationToken cancellationToken);

    /// <summary>The schemas with ids above one, ascending.</summary>
    Task<IReadOnlyList<RegisteredSchema>> GetSchemasAfterAsync(int id, CancellationToken cancellationToken);

    /// <summary>The schema with a fingerprint, which is stored under a new id when it is not there.</summary>
    Task<RegisteredSchema> GetOrAddSchemaAsync(string text, string fingerprint, CancellationToken cancellationToken);

    /// <summary>The names of the subjects, in ordinal order.</summary>
    /// <param name="includeDeleted">Whether subjects count of which all versions were deleted softly.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>All versions of a subject, ascending, also those deleted softly.</summary>
    Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(string subject, CancellationToken cancellationToken);

    /// <summary>The versions, in any subject, that have a schema, also those deleted softly.</summary>
    Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int schemaId, CancellationToken cancellationToken);

    /// <summary>Adds a version; false when the subject already has one of that number.</summary>
    Task<bool> TryAddVersionAsync(SubjectVersion version, CancellationToken cancellationToken);

    /// <summary>Deletes versions softly: they are kept, with <see cref="SubjectVersion.Deleted"/> set.</summary>
    Task MarkDeletedAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken);

    /// <summary>Deletes versions for good. Their schemas stay, since messages still carry the ids.</summary>
    Task RemoveAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken);

    /// <summary>The name of a subject's compatibility level, or null; for the empty subject, that of all others.</summary>
    Task<string?> FindCompatibilityLevelAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Sets a subject's compatibility level; null removes it.</summary>
    Task SetCompatibilityLevelAsync(string subject, string? level, CancellationToken cancellationToken);
}
