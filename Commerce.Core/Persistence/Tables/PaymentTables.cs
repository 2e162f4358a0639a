using Commerce.Core.Payments;
using Commerce.Core.Payments.Callbacks;
using Commerce.Core.Payments.Gateways;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Persistence.Tables;

internal sealed class PaymentTable : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("commerce_payments"); // "payments" is the PG's table.
        builder.Ignore(p => p.IsOpen);
        builder.Property(p => p.Amount).HasColumnType("decimal(15,2)").HasConversion<decimal>();
        builder.Property(p => p.CardNo).HasMaxLength(20);
        builder.Property(p => p.FailureReason).HasMaxLength(Payment.MaxReasonLength);
        builder.Property(p => p.Gateway).HasMaxLength(Payment.MaxGatewayLength);
        builder.Property(p => p.TraceParent).HasMaxLength(TraceLink.Length);
        builder.HasIndex(p => new { p.TransactionKey, p.Gateway }).IsUnique(); // Callbacks may repeat; payments may not.
        builder.HasIndex(p => p.OrderId);
        builder.HasIndex(p => p.NextLookAt); // What the worker scans.

        // One payment at a time per order (I1): the column is null, and thus out of the unique key, once a payment has failed.
        builder.Property<long?>("LiveOrderId")
            .HasComputedColumnSql("CASE WHEN status IN ('PENDING', 'TIMEOUT', 'SUCCESS') THEN order_id END", stored: true);
        builder.HasIndex("LiveOrderId").IsUnique();
    }
}

internal sealed class CallbackTable : IEntityTypeConfiguration<CallbackRecord>
{
    public void Configure(EntityTypeBuilder<CallbackRecord> builder)
    {
        builder.ToTable("callback_inbox");
        builder.Property(c => c.Body).HasColumnType("mediumtext");
        builder.Property(c => c.Gateway).HasMaxLength(Payment.MaxGatewayLength);
        builder.Property(c => c.MessageId).HasMaxLength(PgCallback.MaxMessageIdLength)
            .UseCollation(CommerceDbContext.ExactCollation); // "Msg_1" is another message than "msg_1".
        builder.Property(c => c.TransactionKey).HasMaxLength(TransactionKey.MaxLength);
        builder.Property(c => c.PgOrderId).HasMaxLength(PgOrderId.MaxLength);
        builder.Property(c => c.Flaw).HasMaxLength(CallbackRecord.MaxFlawLength);
        builder.Property(c => c.TraceParent).HasMaxLength(TraceLink.Length);
        builder.HasIndex(c => new { c.MessageId, c.Gateway }).IsUnique(); // A message has its effect once, for ever.
        builder.HasIndex(c => c.NextTryAt); // What the worker scans.
        builder.HasIndex(c => c.TransactionKey);
        builder.HasIndex(c => c.PaymentId);
        builder.HasIndex(c => c.ReceivedAt); // What retention scans.
    }
}
