using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Schemas.Registry;

internal sealed partial class DatabaseSchemaStore
{
    public async Task<SubjectConfig?> FindConfigAsync(string subject, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SubjectConfigs.AsNoTracking().FirstOrDefaultAsync(c => c.Subject == subject, cancellationToken);
    }

    public Task SetConfigAsync(string subject, string? level, bool? normalize, CancellationToken cancellationToken) =>
        SetAsync(
            new SubjectConfig { Subject = subject, CompatibilityLevel = level, Normalize = normalize },
            set => set.SetProperty(c => c.CompatibilityLevel, level).SetProperty(c => c.Normalize, normalize),
            cancellationToken);

    public Task SetModeAsync(string subject, string? mode, CancellationToken cancellationToken) =>
        SetAsync(new SubjectConfig { Subject = subject, Mode = mode }, set => set.SetProperty(c => c.Mode, mode), cancellationToken);

    private async Task SetAsync(SubjectConfig config, Action<UpdateSettersBuilder<SubjectConfig>> set, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = db.SubjectConfigs.Where(c => c.Subject == config.Subject);
        if (await stored.ExecuteUpdateAsync(set, cancellationToken) > 0)
            return;

        db.Add(config);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // Somebody else was first to set something; we are the last, so ours counts.
            await stored.ExecuteUpdateAsync(set, cancellationToken);
        }
    }
}
