using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage.Model;

internal sealed class TranscriptionConfiguration : IEntityTypeConfiguration<Transcription>
{
    public void Configure(EntityTypeBuilder<Transcription> builder)
    {
        builder.HasIndex(t => new { t.Log, t.Topic, t.Partition, t.Offset }).IsUnique();
        builder.HasIndex(t => new { t.UserId, t.Timestamp });
        builder.HasIndex(t => t.Timestamp);
    }
}
