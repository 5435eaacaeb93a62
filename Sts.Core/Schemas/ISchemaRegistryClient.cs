namespace Sts.Core.Schemas;

/// <summary>
/// What STS asks of a schema registry. The members are those of the interface of the same name in
/// <c>Confluent.SchemaRegistry</c>, with cancellation. Safe for concurrent use; every member throws
/// <see cref="SchemaRegistryException"/> when the registry refuses or can't be reached.
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

    /// <summary>Gets the versions of a subject, ascending.</summary>
    Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Gets a version of a subject.</summary>
    Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken = default);

    /// <summary>Gets the newest version of a subject.</summary>
    Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Whether a schema could be registered after the newest version of a subject.</summary>
    Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default);

    /// <summary>Gets the names of all subjects.</summary>
    Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken = default);
}
