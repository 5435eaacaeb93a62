using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    private const string AllSubjects = "";

    /// <summary>Gets the level that applies to a subject.</summary>
    public async Task<CompatibilityLevel> GetCompatibilityLevelAsync(string subject, CancellationToken cancellationToken) =>
        await FindCompatibilityLevelAsync(subject, cancellationToken) ?? await GetCompatibilityLevelAsync(cancellationToken);

    /// <summary>Gets the level of all subjects without one of their own.</summary>
    public async Task<CompatibilityLevel> GetCompatibilityLevelAsync(CancellationToken cancellationToken) =>
        await FindCompatibilityLevelAsync(AllSubjects, cancellationToken) ?? ParseLevel(options.Value.Embedded.CompatibilityLevel);

    /// <summary>Gets the level that was set for a subject, or null.</summary>
    public async Task<CompatibilityLevel?> FindCompatibilityLevelAsync(string subject, CancellationToken cancellationToken) =>
        (await store.FindConfigAsync(subject, cancellationToken))?.CompatibilityLevel is { } name ? ParseLevel(name) : null;

    /// <summary>Gets what was set for a subject, or for all others when it is null; null for nothing.</summary>
    public async Task<SubjectConfig?> FindConfigAsync(string? subject, CancellationToken cancellationToken) =>
        await store.FindConfigAsync(subject ?? AllSubjects, cancellationToken) is { } config && (config.CompatibilityLevel ?? (object?)config.Normalize) is not null
            ? config
            : null;

    /// <summary>Sets the level of a subject, or of all without one of their own when <paramref name="subject"/> is null.</summary>
    public Task SetCompatibilityLevelAsync(string? subject, string level, CancellationToken cancellationToken) =>
        SetConfigAsync(subject, level, null, cancellationToken);

    /// <summary>Sets the level of a subject, or of all others when it is null, and whether schemas are normalised there; null leaves it as it is.</summary>
    public async Task SetConfigAsync(string? subject, string? level, bool? normalize, CancellationToken cancellationToken)
    {
        var name = level is null ? null : ParseLevel(level).ToName();
        await EnsureNotReadOnlyAsync(subject, cancellationToken);
        var before = await store.FindConfigAsync(subject ?? AllSubjects, cancellationToken);
        await store.SetConfigAsync(subject ?? AllSubjects, name ?? before?.CompatibilityLevel, normalize ?? before?.Normalize, cancellationToken);
    }

    /// <summary>Removes the settings of a subject, or goes back to the configured ones when <paramref name="subject"/> is null.</summary>
    public async Task RemoveConfigAsync(string? subject, CancellationToken cancellationToken)
    {
        await EnsureNotReadOnlyAsync(subject, cancellationToken);
        await store.SetConfigAsync(subject ?? AllSubjects, null, null, cancellationToken);
    }

    private async Task<bool> NormalizesAsync(string subject, CancellationToken cancellationToken) =>
        (await store.FindConfigAsync(subject, cancellationToken))?.Normalize
        ?? (await store.FindConfigAsync(AllSubjects, cancellationToken))?.Normalize
        ?? false;

    private static CompatibilityLevel ParseLevel(string name) =>
        CompatibilityLevelNames.TryParse(name, out var level) ? level : throw Refusal.InvalidCompatibilityLevel();
}
