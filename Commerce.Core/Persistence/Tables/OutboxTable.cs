using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Persistence.Tables;

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.Property(m => m.Reason).HasMaxLength(500);
        builder.HasIndex(m => new { m.Kind, m.PaymentId }).IsUnique(); // One void a payment, however often it is asked for (I14).
        builder.HasIndex(m => m.DoneAt);
    }
}
