using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas;

/// <summary>
/// What STS asks of a schema registry. The members are those of the interface of the same name in
/// <c>Confluent.SchemaRegistry</c>, with cancellation, and with deletion and reasons besides. Safe for concurrent use; every member
/// throws <see cref="SchemaRegistryException"/> when the registry refuses or can't be reached.
/// </summary>
public interface ISchemaRegistryClient
{
    /// <summary>Registers a schema under a subject, unless it is there already.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="normalize">Whether the registry shall normalise the schema before it compares and stores it.</param>
    /// <param name="cancellationToken">Stops waiting; a request that others wait for goes on.</param>
    /// <returns>The schema's id.</returns>
    Task<int> RegisterSchemaAsync(string subject, SchemaDefinition schema, bool normalize = false, CancellationToken cancellationToken = default);

    /// <summary>Looks up the id of a schema which is registered under a subject.</summary>
    /// <inheritdoc cref="RegisterSchemaAsync"/>
    Task<int> GetSchemaIdAsync(string subject, SchemaDefinition schema, bool normalize = false, CancellationToken cancellationToken = default);

    /// <summary>Gets the schema with an id.</summary>
    Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken = default);

    /// <summary>Gets the schema with a GUID, which messages carry whose schema is named in a header.</summary>
    Task<SchemaDefinition> GetSchemaByGuidAsync(Guid schemaGuid, CancellationToken cancellationToken = default);

    /// <summary>Gets the schema with an id that a message of a subject carries.</summary>
    /// <param name="subject">The subject: a registry with several contexts looks for the id in the subject's one.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops waiting; a request that others wait for goes on.</param>
    Task<SchemaDefinition> GetSchemaBySubjectAndIdAsync(string subject, int id, CancellationToken cancellationToken = default);

    /// <summary>Finds the version of a subject that has a schema.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="ignoreDeletedSchemas">Whether versions don't count that were deleted softly.</param>
    /// <param name="normalize">Whether other spellings of the schema count.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<SubjectSchema> LookupSchemaAsync(
        string subject, SchemaDefinition schema, bool ignoreDeletedSchemas = true, bool normalize = false, CancellationToken cancellationToken = default);

    /// <summary>Gets the versions of a subject, ascending.</summary>
    Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Gets a version of a subject.</summary>
    Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken = default);

    /// <summary>Gets a version of a subject.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="version">The version.</param>
    /// <param name="ignoreDeletedSchemas">Whether a version is as good as none that was deleted softly.</param>
    /// <param name="cancellationToken">Stops waiting; a request that others wait for goes on.</param>
    Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas, CancellationToken cancellationToken = default);

    /// <summary>Gets the newest version of a subject, which may be as old as <see cref="SchemaRegistryOptions.LatestCacheTtlSecs"/> says.</summary>
    Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Whether a schema could be registered after the newest version of a subject.</summary>
    Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default);

    /// <summary>Compares a schema with those versions of a subject that its level names, as registering it would.</summary>
    /// <returns>What stands in the way, in the registry's words; empty when the schema could be registered.</returns>
    Task<IReadOnlyList<string>> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default);

    /// <summary>Gets the names of all subjects.</summary>
    Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the compatibility level that applies to a subject, or the one of all without one of their own when it is null.</summary>
    Task<CompatibilityLevel> GetCompatibilityAsync(string? subject = null, CancellationToken cancellationToken = default);

    /// <summary>Sets the compatibility level of a subject, or of all without one of their own when it is null.</summary>
    /// <returns>The level that was set.</returns>
    Task<CompatibilityLevel> UpdateCompatibilityAsync(
        CompatibilityLevel compatibility, string? subject = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a subject: softly first, then for good with <paramref name="permanent"/>.</summary>
    /// <returns>The versions that were deleted.</returns>
    Task<IReadOnlyList<int>> DeleteSubjectAsync(string subject, bool permanent = false, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version of a subject: softly first, then for good with <paramref name="permanent"/>.</summary>
    /// <returns>The version that was deleted.</returns>
    Task<int> DeleteSchemaVersionAsync(string subject, int version, bool permanent = false, CancellationToken cancellationToken = default);

    /// <summary>Forgets which versions are the newest, so that they are asked for anew.</summary>
    void ClearLatestCaches();

    /// <summary>Forgets everything that the registry has answered.</summary>
    void ClearCaches();
}
