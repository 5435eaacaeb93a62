using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage.Model;

/// <summary>The tables of the embedded schema registry; their keys are what keeps two hosts that register at once apart.</summary>
internal sealed class RegistryConfiguration :
    IEntityTypeConfiguration<RegisteredSchema>,
    IEntityTypeConfiguration<RegisteredReference>,
    IEntityTypeConfiguration<SubjectVersion>,
    IEntityTypeConfiguration<SubjectConfig>
{
    public void Configure(EntityTypeBuilder<RegisteredSchema> builder)
    {
        builder.ToTable("schemas");
        builder.HasIndex(s => s.Fingerprint).IsUnique();
        builder.HasMany(s => s.References).WithOne().HasForeignKey(r => r.SchemaId);
    }

    public void Configure(EntityTypeBuilder<RegisteredReference> builder)
    {
        builder.ToTable("schema_references");
        builder.HasKey(r => new { r.SchemaId, r.Position });
        builder.Property(r => r.Position).ValueGeneratedNever();
        builder.HasIndex(r => new { r.Subject, r.Version });
    }

    public void Configure(EntityTypeBuilder<SubjectVersion> builder)
    {
        builder.HasKey(v => new { v.Subject, v.Version });
        builder.HasOne<RegisteredSchema>().WithMany().HasForeignKey(v => v.SchemaId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SubjectConfig> builder) => builder.HasKey(c => c.Subject);
}
