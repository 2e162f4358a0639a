using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Events;

internal sealed class EventLogTable : IEntityTypeConfiguration<CommerceEvent>
{
    public void Configure(EntityTypeBuilder<CommerceEvent> builder)
    {
        builder.ToTable("event_log");
        builder.LeavesIdUnread(e => e.Id);
        builder.Property(e => e.Data).HasMaxLength(CommerceEvent.MaxDataLength);
        builder.HasIndex(e => e.Position).IsUnique(); // How it is read; those without one stand at its beginning, by their id.
        builder.HasIndex(e => e.OrderId); // What a stream of one order begins with.
        builder.HasIndex(e => e.OccurredAt); // What retention scans.
    }
}
