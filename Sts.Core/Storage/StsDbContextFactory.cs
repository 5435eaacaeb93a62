using Microsoft.EntityFrameworkCore;

namespace Sts.Core.Storage;

/// <summary>Offers the pooled contexts of one database as what consumers ask for.</summary>
internal sealed class StsDbContextFactory<TContext>(IDbContextFactory<TContext> pool) : IDbContextFactory<StsDbContext>
    where TContext : StsDbContext
{
    public StsDbContext CreateDbContext() => pool.CreateDbContext();

    public async Task<StsDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await pool.CreateDbContextAsync(cancellationToken);
}
