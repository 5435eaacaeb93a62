using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage.Model;

/// <summary>The tables of the embedded schema registry; their keys are what keeps two hosts that register at once apart.</summary>
internal sealed class RegistryConfiguration :
    IEntityTypeConfiguration<RegisteredSchema>,
    IEntityTypeConfiguration<SubjectVersion>,
    IEntityTypeConfiguration<SubjectConfig>
{
    public void Configure(EntityTypeBuilder<RegisteredSchema> builder)
    {
        builder.ToTable("schemas");
        builder.HasIndex(s => s.Fingerprint).IsUnique();
    }

    public void Configure(EntityTypeBuilder<SubjectVersion> builder)
    {
        builder.HasKey(v => new { v.Subject, v.Version });
        builder.HasOne<RegisteredSchema>().WithMany().HasForeignKey(v => v.SchemaId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SubjectConfig> builder) => builder.HasKey(c => c.Subject);
}
