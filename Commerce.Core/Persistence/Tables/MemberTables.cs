using Commerce.Core.Members;
using Commerce.Core.Points;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Persistence.Tables;

internal sealed class MemberTable : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members", table => table.HasCheckConstraint("ck_members_point", "point >= 0"));
        builder.Property(m => m.Email).HasMaxLength(255);
        builder.HasIndex(m => m.MemberId).IsUnique();
    }
}

internal sealed class PointEntryTable : IEntityTypeConfiguration<PointEntry>
{
    public void Configure(EntityTypeBuilder<PointEntry> builder)
    {
        builder.ToTable("point_entries");
        builder.HasIndex(e => new { e.OrderId, e.Kind }).IsUnique(); // An order takes once and gives back once.
        builder.HasIndex(e => e.MemberId);
    }
}
