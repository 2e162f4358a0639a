using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Callbacks;

internal sealed class CallbackTable : IEntityTypeConfiguration<CallbackRecord>
{
    public void Configure(EntityTypeBuilder<CallbackRecord> builder)
    {
        builder.ToTable("callback_inbox");
        builder.Property(c => c.Body).HasColumnType("mediumtext");
        builder.Property(c => c.Gateway).HasMaxLength(Payment.MaxGatewayLength);
        builder.Property(c => c.MessageId).HasMaxLength(GatewayCallback.MaxMessageIdLength)
            .UseCollation(CommerceDbContext.ExactCollation); // "Msg_1" is another message than "msg_1".
        builder.Property(c => c.TransactionKey).HasMaxLength(TransactionKey.MaxLength);
        builder.Property(c => c.MerchantOrderId).HasMaxLength(MerchantOrderId.MaxLength);
        builder.Property(c => c.Flaw).HasMaxLength(CallbackRecord.MaxFlawLength);
        builder.Property(c => c.TraceParent).HasMaxLength(TraceLink.Length);
        builder.HasIndex(c => new { c.MessageId, c.Gateway }).IsUnique(); // A message has its effect once, for ever.
        builder.HasIndex(c => c.NextTryAt); // What the worker scans.
        builder.HasIndex(c => c.TransactionKey);
        builder.HasIndex(c => c.PaymentId);
        builder.HasIndex(c => c.ReceivedAt); // What retention scans.
    }
}
