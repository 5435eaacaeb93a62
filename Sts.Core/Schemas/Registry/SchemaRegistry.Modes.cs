namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    /// <summary>Gets the mode that applies to a subject, or the one of all without a mode of their own when it is null.</summary>
    public async Task<SchemaRegistryMode> GetModeAsync(string? subject, CancellationToken cancellationToken)
    {
        var global = await FindModeAsync(null, cancellationToken) ?? SchemaRegistryMode.ReadWrite;
        return subject is null || global == SchemaRegistryMode.ReadOnlyOverride ? global : await FindModeAsync(subject, cancellationToken) ?? global;
    }

    /// <summary>Gets the mode that was set for a subject, or for all others when it is null; null for none.</summary>
    public async Task<SchemaRegistryMode?> FindModeAsync(string? subject, CancellationToken cancellationToken) =>
        (await store.FindConfigAsync(subject ?? AllSubjects, cancellationToken))?.Mode is { } name ? ParseMode(name) : null;

    /// <summary>Sets the mode of a subject, or of all without one of their own when <paramref name="subject"/> is null.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="mode">The mode's name.</param>
    /// <param name="force">Whether IMPORT is allowed although there are schemas, whose ids could collide with imported ones.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SetModeAsync(string? subject, string mode, bool force, CancellationToken cancellationToken)
    {
        var wanted = ParseMode(mode);
        if (wanted == SchemaRegistryMode.Import && !force && await GetModeAsync(subject, cancellationToken) != SchemaRegistryMode.Import
            && await HasVersionsAsync(subject, cancellationToken))
            throw Refusal.NotPermitted("Cannot import since found existing subjects. Delete them, or set force=true.");

        await store.SetModeAsync(subject ?? AllSubjects, wanted.ToName(), cancellationToken);
    }

    /// <summary>Removes the mode of a subject, or of all others when <paramref name="subject"/> is null.</summary>
    public Task RemoveModeAsync(string? subject, CancellationToken cancellationToken) =>
        store.SetModeAsync(subject ?? AllSubjects, null, cancellationToken);

    private async Task EnsureModeAsync(string subject, SchemaRegistryMode needed, CancellationToken cancellationToken)
    {
        if (await EnsureNotReadOnlyAsync(subject, cancellationToken) != needed)
            throw Refusal.NotPermitted($"Subject {subject} is not in {(needed == SchemaRegistryMode.Import ? "import" : "read-write")} mode");
    }

    private async Task<SchemaRegistryMode> EnsureNotReadOnlyAsync(string? subject, CancellationToken cancellationToken)
    {
        var mode = await GetModeAsync(subject, cancellationToken);
        return mode is SchemaRegistryMode.ReadOnly or SchemaRegistryMode.ReadOnlyOverride
            ? throw Refusal.NotPermitted(subject is null ? "The registry is in read-only mode" : $"Subject {subject} is in read-only mode")
            : mode;
    }

    private async Task<bool> HasVersionsAsync(string? subject, CancellationToken cancellationToken) => subject is null
        ? (await store.GetSubjectsAsync(includeDeleted: false, cancellationToken)).Count > 0
        : (await store.GetVersionsAsync(subject, cancellationToken)).Any(v => !v.Deleted);

    private static SchemaRegistryMode ParseMode(string name) =>
        SchemaRegistryModeNames.TryParse(name, out var mode) ? mode : throw Refusal.InvalidMode();
}
