using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Payments;

internal sealed class PaymentTable : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("commerce_payments"); // "payments" is the PG's table.
        builder.Ignore(p => p.IsOpen);
        builder.Property(p => p.Amount).HasColumnType("decimal(15,2)").HasConversion<decimal>();
        builder.Property(p => p.CardNo).HasMaxLength(20);
        builder.Property(p => p.FailureDetail).HasMaxLength(Payment.MaxFailureDetailLength);
        builder.Property(p => p.Gateway).HasMaxLength(Payment.MaxGatewayLength);
        builder.Property(p => p.MerchantOrderId).HasMaxLength(Payment.MaxMerchantOrderIdLength)
            .UseCollation(CommerceDbContext.ExactCollation);
        builder.Property(p => p.TraceParent).HasMaxLength(TraceLink.Length);
        builder.HasIndex(p => new { p.TransactionKey, p.Gateway }).IsUnique(); // Callbacks may repeat; payments may not.
        builder.HasIndex(p => p.MerchantOrderId); // By which an operator finds what the PG calls an order.
        builder.HasIndex(p => p.OrderId);
        builder.HasIndex(p => p.NextLookAt); // What the worker scans.

        // One payment at a time per order (I1): the column is null, and thus out of the unique key, once a payment has failed.
        builder.Property<long?>("LiveOrderId")
            .HasComputedColumnSql("CASE WHEN status IN ('AWAITING_BUYER', 'PENDING', 'TIMEOUT', 'SUCCESS') THEN order_id END", stored: true)
            .LeavesUnread();
        builder.HasIndex("LiveOrderId").IsUnique();
    }
}
