using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// The registry's schemas in the database. Two who add the same thing at once are told apart by the tables' keys: the one
/// whose insert fails finds the other's row.
/// </summary>
internal sealed class DatabaseSchemaStore(IDbContextFactory<StsDbContext> contexts) : ISchemaStore
{
    public async Task<RegisteredSchema?> FindSchemaAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<RegisteredSchema>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public async Task<RegisteredSchema?> FindSchemaAsync(string fingerprint, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<RegisteredSchema>().AsNoTracking().FirstOrDefaultAsync(s => s.Fingerprint == fingerprint, cancellationToken);
    }

    public async Task<IReadOnlyList<RegisteredSchema>> GetSchemasAfterAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<RegisteredSchema>().AsNoTracking().Where(s => s.Id > id).OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    public async Task<RegisteredSchema> GetOrAddSchemaAsync(string text, string fingerprint, CancellationToken cancellationToken)
    {
        if (await FindSchemaAsync(fingerprint, cancellationToken) is { } known)
            return known;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var added = new RegisteredSchema { Text = text, Fingerprint = fingerprint };
        db.Add(added);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return added;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return (await FindSchemaAsync(fingerprint, cancellationToken))!;
        }
    }

    public async Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var subjects = await db.Set<SubjectVersion>().Where(v => includeDeleted || !v.Deleted)
            .Select(v => v.Subject).Distinct().ToListAsync(cancellationToken);
        // Databases sort text each in their own way.
        subjects.Sort(StringComparer.Ordinal);
        return subjects;
    }

    public async Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(string subject, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<SubjectVersion>().AsNoTracking()
            .Where(v => v.Subject == subject).OrderBy(v => v.Version).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int schemaId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<SubjectVersion>().AsNoTracking()
            .Where(v => v.SchemaId == schemaId).OrderBy(v => v.Subject).ThenBy(v => v.Version).ToListAsync(cancellationToken);
    }

    public async Task<bool> TryAddVersionAsync(SubjectVersion version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(version);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    public async Task MarkDeletedAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<SubjectVersion>().Where(v => v.Subject == subject && versions.Contains(v.Version))
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.Deleted, true), cancellationToken);
    }

    public async Task RemoveAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<SubjectVersion>().Where(v => v.Subject == subject && versions.Contains(v.Version)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<string?> FindCompatibilityLevelAsync(string subject, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<SubjectConfig>().Where(c => c.Subject == subject).Select(c => c.CompatibilityLevel).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task SetCompatibilityLevelAsync(string subject, string? level, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = db.Set<SubjectConfig>().Where(c => c.Subject == subject);
        if (level is null)
        {
            await stored.ExecuteDeleteAsync(cancellationToken);
            return;
        }

        if (await SetAsync() > 0)
            return;

        db.Add(new SubjectConfig { Subject = subject, CompatibilityLevel = level });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // Somebody else was first to set it; we are the last, so ours counts.
            await SetAsync();
        }

        Task<int> SetAsync() => stored.ExecuteUpdateAsync(set => set.SetProperty(c => c.CompatibilityLevel, level), cancellationToken);
    }
}
