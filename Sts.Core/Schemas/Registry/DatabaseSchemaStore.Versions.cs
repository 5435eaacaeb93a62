using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

internal sealed partial class DatabaseSchemaStore
{
    public async Task<IReadOnlyList<string>> GetSubjectsAsync(bool includeDeleted, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var subjects = await db.SubjectVersions.Where(v => includeDeleted || !v.Deleted)
            .Select(v => v.Subject).Distinct().ToListAsync(cancellationToken);
        // Databases sort text each in their own way.
        subjects.Sort(StringComparer.Ordinal);
        return subjects;
    }

    public async Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(string subject, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SubjectVersions.AsNoTracking()
            .Where(v => v.Subject == subject).OrderBy(v => v.Version).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<SubjectVersion>> GetVersionsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await db.SubjectVersions.AsNoTracking().ToListAsync(cancellationToken);
        return [.. versions.OrderBy(v => v.Subject, StringComparer.Ordinal).ThenBy(v => v.Version)];
    }

    public async Task<IReadOnlyList<SubjectVersion>> GetUsesAsync(int schemaId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SubjectVersions.AsNoTracking()
            .Where(v => v.SchemaId == schemaId).OrderBy(v => v.Subject).ThenBy(v => v.Version).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<int>> GetReferrersAsync(string subject, int version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await References(db).Where(r => r.Subject == subject && r.Version == version)
            .Where(r => db.SubjectVersions.Any(v => v.SchemaId == r.SchemaId && !v.Deleted))
            .Select(r => r.SchemaId).Distinct().Order().ToListAsync(cancellationToken);
    }

    public async Task<bool> TryAddVersionAsync(SubjectVersion version, IReadOnlyList<SchemaReference> references, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = references.Count > 0 ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        foreach (var (subject, number) in references.Select(r => (r.Subject, r.Version)).Distinct().Order())
        {
            // An update that changes nothing keeps others from deleting the version before ours is there; the order keeps two from
            // waiting for each other.
            if (await Live(db, subject, [number]).ExecuteUpdateAsync(set => set.SetProperty(v => v.Deleted, false), cancellationToken) == 0)
                return false;
        }

        db.Add(version);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            if (transaction is not null)
                await transaction.CommitAsync(cancellationToken);

            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    public async Task<int?> TryMarkDeletedAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await Live(db, subject, versions).ExecuteUpdateAsync(set => set.SetProperty(v => v.Deleted, true), cancellationToken);
        // Looked for only now: whoever registers a schema that refers to these versions holds them until it is there.
        var referenced = await References(db).Where(r => r.Subject == subject && versions.Contains(r.Version))
            .Where(r => db.SubjectVersions.Any(v => v.SchemaId == r.SchemaId && !v.Deleted))
            .Select(r => (int?)r.Version).FirstOrDefaultAsync(cancellationToken);
        if (referenced is null)
            await transaction.CommitAsync(cancellationToken);

        return referenced;
    }

    public async Task RemoveAsync(string subject, IReadOnlyCollection<int> versions, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.SubjectVersions.Where(v => v.Subject == subject && versions.Contains(v.Version)).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<SubjectVersion> Live(StsDbContext db, string subject, IReadOnlyCollection<int> versions) =>
        db.SubjectVersions.Where(v => v.Subject == subject && versions.Contains(v.Version) && !v.Deleted);

    private static DbSet<RegisteredReference> References(StsDbContext db) => db.Set<RegisteredReference>();
}
