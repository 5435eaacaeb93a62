using Sts.Core.Schemas.Registry;
using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>A store for tests of what is above it.</summary>
internal sealed class InMemorySchemaStore : ISchemaStore
{
    private readonly Lock _lock = new();
    private readonly List<RegisteredSchema> _schemas = [];
    private readonly List<SubjectVersion> _versions = [];
    private readonly Dictionary<string, string> _levels = [];

    public Task<RegisteredSchema?> FindSchemaAsync(int id, CancellationToken cancellationToken) =>
        Locked(() => _schemas.Find(s => s.Id == id));

    public Task<RegisteredSchema?> FindSchemaAsync(string fingerprint, CancellationToken cancellationToken) =>
        Locked(() => _schemas.Find(s => s.Fingerprint == fingerprint));

    public Task<IReadOnlyList<RegisteredSchema>> GetSchemasAfterAsync(int id, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<RegisteredSchema>>(() => [.. _schemas.Where(s => s.Id > id)]);

    public Task<RegisteredSchema> GetOrAddSchemaAsync(string text, string fingerprint, CancellationToken cancellationToken) => Locked(() =>
    {
        if (_schemas.Find(s => s.Fingerprint == fingerprint) is { } known)
            return known;

        _schemas.Add(new RegisteredSchema { Id = _schemas.Count + 1, Text = text, Fingerprint = fingerprint });
        return _schemas[^1];
    });

    public Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<string>>(() =>
            [.. _versions.Where(v => includeDeleted || !v.Deleted).Select(v => v.Subject).Distinct().Order(StringComparer.Ordinal)]);

    public Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(string subject, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectVersion>>(() => [.. _versions.Where(v => v.Subject == subject).OrderBy(v => v.Version)]);

    public Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int schemaId, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SubjectVersion>>(() => [.. _versions.Where(v => v.SchemaId == schemaId)]);

    public Task<bool> TryAddVersionAsync(SubjectVersion version, CancellationToken cancellationToken) => Locked(() =>
    {
        var isFree = !_versions.Exists(v => v.Subject == version.Subject && v.Version == version.Version);
        if (isFree)
            _versions.Add(version);

        return isFree;
    });

    public Task MarkDeletedAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken) => Locked(() =>
    {
        foreach (var version in _versions.Where(v => v.Subject == subject && versions.Contains(v.Version)))
            version.Deleted = true;

        return true;
    });

    public Task RemoveAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken) =>
        Locked(() => _versions.RemoveAll(v => v.Subject == subject && versions.Contains(v.Version)));

    public Task<string?> FindCompatibilityLevelAsync(string subject, CancellationToken cancellationToken) =>
        Locked(() => _levels.GetValueOrDefault(subject));

    public Task SetCompatibilityLevelAsync(string subject, string? level, CancellationToken cancellationToken) => Locked(() =>
    {
        if (level is not null)
            _levels[subject] = level;

        return level is not null || _levels.Remove(subject);
    });

    // Another thread gets its turn before each call, so that races happen.
    private async Task<T> Locked<T>(Func<T> action)
    {
        await Task.Yield();
        lock (_lock)
            return action();
    }
}
