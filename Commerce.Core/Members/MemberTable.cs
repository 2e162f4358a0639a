using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Members;

internal sealed class MemberTable : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members", table => table.HasCheckConstraint("ck_members_point", "point >= 0"));
        builder.Property(m => m.Email).HasMaxLength(255);
        builder.HasIndex(m => m.MemberId).IsUnique();
    }
}
