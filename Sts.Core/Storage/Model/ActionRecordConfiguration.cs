using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage.Model;

internal sealed class ActionRecordConfiguration : IEntityTypeConfiguration<ActionRecord>
{
    public void Configure(EntityTypeBuilder<ActionRecord> builder)
    {
        builder.ToTable("actions");
        builder.HasIndex(a => a.Key).IsUnique();
        builder.HasIndex(a => new { a.UserId, a.Timestamp });
        builder.HasIndex(a => a.Timestamp);
    }
}
