using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Orders;

internal sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.Ignore(o => o.CardAmount);
        builder.HasMany(o => o.Items).WithOne().HasForeignKey(i => i.OrderId);
        builder.HasIndex(o => new { o.MemberId, o.Id });
        builder.HasIndex(o => new { o.Status, o.CreatedAt });
    }
}

internal sealed class OrderItemTable : IEntityTypeConfiguration<OrderItem>
{
    public void Configure(EntityTypeBuilder<OrderItem> builder)
    {
        builder.ToTable("order_items");
        builder.LeavesIdUnread(i => i.Id);
        builder.Property(i => i.ProductName).HasMaxLength(200);
        builder.HasIndex(i => i.ProductId);
    }
}
