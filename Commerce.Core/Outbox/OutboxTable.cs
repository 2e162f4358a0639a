using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Outbox;

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.Property(m => m.TraceParent).HasMaxLength(TraceLink.Length);
        builder.HasIndex(m => new { m.Kind, m.SubjectId }).IsUnique(); // One void a payment, however often it is asked for (I14).
        builder.HasIndex(m => m.NextTryAt); // What the worker scans.
        builder.HasIndex(m => m.DoneAt); // What retention scans.
    }
}
