using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage.Model;

internal sealed class ErasedUserConfiguration : IEntityTypeConfiguration<ErasedUser>
{
    public void Configure(EntityTypeBuilder<ErasedUser> builder) => builder.HasKey(user => user.UserHash);
}
