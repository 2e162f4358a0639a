using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Events;

/// <summary>The one row that says how many events have a position. Whoever gives positions holds it.</summary>
internal sealed class EventLogEnd
{
    public const int TheOne = 1;

    public required int Id { get; init; }

    public required long LastPosition { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<EventLogEnd>
    {
        public void Configure(EntityTypeBuilder<EventLogEnd> builder)
        {
            builder.ToTable("event_log_end");
            builder.Property(e => e.Id).ValueGeneratedNever();
        }
    }
}
