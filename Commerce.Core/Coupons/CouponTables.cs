using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Coupons;

internal sealed class CouponTable : IEntityTypeConfiguration<Coupon>
{
    public void Configure(EntityTypeBuilder<Coupon> builder)
    {
        // The last line of defence: even a statement that forgot to ask cannot give out too many.
        builder.ToTable("coupons", table => table.HasCheckConstraint("ck_coupons_issued", "issued_count <= issue_limit"));
        builder.Ignore(c => c.IsSoldOut);
        builder.Property(c => c.Name).HasMaxLength(100);
    }
}

internal sealed class MemberCouponTable : IEntityTypeConfiguration<MemberCoupon>
{
    public void Configure(EntityTypeBuilder<MemberCoupon> builder)
    {
        builder.ToTable("member_coupons");

        // One copy a member, good for one order. The coupon comes first: were there two indexes that begin with the member, a list might be
        // read by the wrong one and sorted anew.
        builder.HasIndex(c => new { c.CouponId, c.MemberId }).IsUnique();
        builder.HasIndex(c => new { c.MemberId, c.Id }); // How a member reads them.
        builder.HasIndex(c => c.OrderId);
    }
}
