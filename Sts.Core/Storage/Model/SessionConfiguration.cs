using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage.Model;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        // Unique: the same CREATE read by two hosts can't open two sessions, whatever happens between their statements.
        builder.HasIndex(s => new { s.UserId, s.StartTime }).IsUnique();
        builder.HasIndex(s => s.UserId).IsUnique().HasFilter("active").HasDatabaseName("ux_sessions_one_active_per_user");
        builder.HasIndex(s => s.StartTime);

        // The two sweeps look at few rows of a table that grows for ever, so each has an index of just those rows.
        builder.HasIndex(s => s.LastActivityAt).HasFilter("active").HasDatabaseName("ix_sessions_idle");
        builder.HasIndex(s => s.ClosedAt).HasFilter("NOT active AND summarised_at IS NULL").HasDatabaseName("ix_sessions_unaggregated");
    }
}
