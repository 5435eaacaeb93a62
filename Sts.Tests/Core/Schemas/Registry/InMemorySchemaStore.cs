using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>A store for tests of what is above it.</summary>
internal sealed class InMemorySchemaStore : ISchemaStore
{
    private readonly Lock _lock = new();
    private readonly List<RegisteredSchema> _schemas = [];
    private readonly List<SubjectVersion> _versions = [];
    private readonly Dictionary<string, SubjectConfig> _configs = [];

    public Task<RegisteredSchema?> FindSchemaAsync(int id, CancellationToken cancellationToken) =>
        Locked(() => _schemas.Find(s => s.Id == id));

    public Task<RegisteredSchema?> FindSchemaAsync(string fingerprint, CancellationToken cancellationToken) =>
        Locked(() => _schemas.Find(s => s.Fingerprint == fingerprint));

    public Task<IReadOnlyList<RegisteredSchema>> GetSchemasAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<RegisteredSchema>>(() => [.. _schemas.Where(s => ids.Contains(s.Id))]);

    public Task<IReadOnlyList<RegisteredSchema>> GetSchemasAfterAsync(int id, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<RegisteredSchema>>(() => [.. _schemas.Where(s => s.Id > id).OrderBy(s => s.Id)]);

    public Task<RegisteredSchema> GetOrAddSchemaAsync(SchemaDefinition schema, string fingerprint, CancellationToken cancellationToken) =>
        Locked(() => _schemas.Find(s => s.Fingerprint == fingerprint) ?? Add(_schemas.Select(s => s.Id).DefaultIfEmpty().Max() + 1, schema, fingerprint));

    public Task<bool> TryAddSchemaAsync(int id, SchemaDefinition schema, string fingerprint, CancellationToken cancellationToken) =>
        Locked(() => !_schemas.Exists(s => s.Id == id || s.Fingerprint == fingerprint) && Add(id, schema, fingerprint) is not null);

    public Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<string>>(() =>
            [.. _versions.Where(v => includeDeleted || !v.Deleted).Select(v => v.Subject).Distinct().Order(StringComparer.Ordinal)]);

    public Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(string subject, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectVersion>>(() => [.. _versions.Where(v => v.Subject == subject).OrderBy(v => v.Version)]);

    public Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectVersion>>(() => [.. _versions.OrderBy(v => v.Subject, StringComparer.Ordinal).ThenBy(v => v.Version)]);

    public Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int schemaId, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectVersion>>(() => [.. _versions.Where(v => v.SchemaId == schemaId)]);

    public Task<IReadOnlyList<int>> GetReferrersAsync(string subject, int version, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<int>>(() => [.. Referrers(subject, version).Select(s => s.Id).Order()]);

    public Task<bool> TryAddVersionAsync(SubjectVersion version, IReadOnlyList<SchemaReference> references, CancellationToken cancellationToken) => Locked(() =>
    {
        var isFree = !_versions.Exists(v => v.Subject == version.Subject && v.Version == version.Version)
            && references.All(r => _versions.Exists(v => v.Subject == r.Subject && v.Version == r.Version && !v.Deleted));
        if (isFree)
            _versions.Add(version);

        return isFree;
    });

    public Task<int?> TryMarkDeletedAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken) => Locked(() =>
    {
        List<SubjectVersion> marked = [.. _versions.Where(v => v.Subject == subject && versions.Contains(v.Version) && !v.Deleted)];
        marked.ForEach(v => v.Deleted = true);
        var referenced = marked.Find(v => Referrers(subject, v.Version).Any())?.Version;
        if (referenced is not null)
            marked.ForEach(v => v.Deleted = false);

        return referenced;
    });

    public Task RemoveAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken) =>
        Locked(() => _versions.RemoveAll(v => v.Subject == subject && versions.Contains(v.Version)));

    public Task<SubjectConfig?> FindConfigAsync(string subject, CancellationToken cancellationToken) =>
        Locked(() => _configs.GetValueOrDefault(subject));

    public Task SetConfigAsync(string subject, string? level, bool? normalize, CancellationToken cancellationToken) => Locked(() =>
        _configs[subject] = new SubjectConfig { Subject = subject, CompatibilityLevel = level, Normalize = normalize, Mode = _configs.GetValueOrDefault(subject)?.Mode });

    public Task SetModeAsync(string subject, string? mode, CancellationToken cancellationToken) => Locked(() =>
    {
        var before = _configs.GetValueOrDefault(subject);
        return _configs[subject] = new SubjectConfig { Subject = subject, CompatibilityLevel = before?.CompatibilityLevel, Normalize = before?.Normalize, Mode = mode };
    });

    private RegisteredSchema Add(int id, SchemaDefinition schema, string fingerprint)
    {
        var references = schema.References.Select((r, i) => new RegisteredReference { SchemaId = id, Position = i, Name = r.Name, Subject = r.Subject, Version = r.Version });
        _schemas.Add(new RegisteredSchema { Id = id, Text = schema.SchemaString, Fingerprint = fingerprint, References = [.. references] });
        return _schemas[^1];
    }

    private IEnumerable<RegisteredSchema> Referrers(string subject, int version) => _schemas.Where(s =>
        s.References.Exists(r => r.Subject == subject && r.Version == version) && _versions.Exists(v => v.SchemaId == s.Id && !v.Deleted));

    // Another thread gets its turn before each call, so that races happen.
    private async Task<T> Locked<T>(Func<T> action)
    {
        await Task.Yield();
        lock (_lock)
            return action();
    }
}
