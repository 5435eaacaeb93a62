namespace Sts.Core.Schemas.Registry;

public sealed partial class SchemaRegistry
{
    /// <summary>Deletes a subject: softly first, then for good with <paramref name="permanent"/>.</summary>
    /// <returns>The versions which were deleted.</returns>
    public async Task<IReadOnlyList<int>> DeleteSubjectAsync(string subject, bool permanent, CancellationToken cancellationToken)
    {
        await EnsureNotReadOnlyAsync(subject, cancellationToken);
        var versions = await GetSubjectAsync(subject, includeDeleted: true, cancellationToken);
        var live = versions.Where(v => !v.Deleted).Select(v => v.Version).ToArray();
        if (permanent)
        {
            if (live.Length > 0)
                throw Refusal.SubjectNotSoftDeleted(subject);

            int[] all = [.. versions.Select(v => v.Version)];
            await store.RemoveAsync(subject, all, cancellationToken);
            return all;
        }

        if (live.Length == 0)
            throw Refusal.SubjectSoftDeleted(subject);

        await MarkDeletedAsync(subject, live, live.Length, cancellationToken);
        return live;
    }

    /// <summary>Deletes a version of a subject: softly first, then for good with <paramref name="permanent"/>.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="version">The version; null for the latest.</param>
    /// <param name="permanent">Whether for good.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The version which was deleted.</returns>
    public async Task<int> DeleteVersionAsync(string subject, int? version, bool permanent, CancellationToken cancellationToken)
    {
        await EnsureNotReadOnlyAsync(subject, cancellationToken);
        var versions = await GetSubjectAsync(subject, includeDeleted: version is not null, cancellationToken);
        var found = version is null ? versions[^1] : versions.FirstOrDefault(v => v.Version == version) ?? throw Refusal.VersionNotFound(version.Value);
        if (permanent && !found.Deleted)
            throw Refusal.VersionNotSoftDeleted(subject, found.Version);

        if (!permanent && found.Deleted)
            throw Refusal.VersionSoftDeleted(subject, found.Version);

        await (permanent
            ? store.RemoveAsync(subject, [found.Version], cancellationToken)
            : MarkDeletedAsync(subject, [found.Version], versions.Count(v => !v.Deleted), cancellationToken));
        return found.Version;
    }

    private async Task MarkDeletedAsync(string subject, int[] versions, int live, CancellationToken cancellationToken)
    {
        if (await store.TryMarkDeletedAsync(subject, versions, cancellationToken) is { } referenced)
            throw Refusal.Referenced(subject, referenced);

        // A subject that is gone has no settings; one that comes back begins anew.
        if (versions.Length == live && await store.FindConfigAsync(subject, cancellationToken) is not null)
        {
            await store.SetConfigAsync(subject, null, null, cancellationToken);
            await store.SetModeAsync(subject, null, cancellationToken);
        }
    }
}
