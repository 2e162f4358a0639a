using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Idempotency;

internal sealed class IdempotencyTable : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.Property(r => r.RequestHash).HasMaxLength(64);
        builder.Property(r => r.AnswerBody).HasColumnType("mediumtext");
        builder.HasIndex(r => new { r.MemberId, r.Key }).IsUnique(); // One intent, one order (I13).
        builder.HasIndex(r => r.OrderId);
        builder.HasIndex(r => r.CreatedAt); // What retention scans.
    }
}
