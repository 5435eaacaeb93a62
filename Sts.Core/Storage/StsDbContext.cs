using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

/// <summary>
/// The one model of the database. What differs between databases (how times are kept, the migrations) is in the derived contexts.
/// Get one from <see cref="IDbContextFactory{TContext}"/> of this type; contexts are pooled, so dispose them soon.
/// </summary>
public abstract class StsDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Every utterance.</summary>
    public DbSet<Transcription> Transcriptions => Set<Transcription>();

    /// <summary>Sessions, active and ended.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>What was decided and spoken.</summary>
    public DbSet<ActionRecord> Actions => Set<ActionRecord>();

    /// <summary>Who was erased.</summary>
    public DbSet<ErasedUser> ErasedUsers => Set<ErasedUser>();

    /// <summary>Schemas of the embedded registry.</summary>
    public DbSet<RegisteredSchema> Schemas => Set<RegisteredSchema>();

    /// <summary>Versions under the subjects of the embedded registry.</summary>
    public DbSet<SubjectVersion> SubjectVersions => Set<SubjectVersion>();

    /// <summary>Settings of the embedded registry and of its subjects.</summary>
    public DbSet<SubjectConfig> SubjectConfigs => Set<SubjectConfig>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StsDbContext).Assembly);
}
