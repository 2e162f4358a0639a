using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Points;

internal sealed class PointEntryTable : IEntityTypeConfiguration<PointEntry>
{
    public void Configure(EntityTypeBuilder<PointEntry> builder)
    {
        builder.ToTable("point_entries");
        builder.HasIndex(e => new { e.OrderId, e.Kind }).IsUnique(); // An order takes once and gives back once.
        builder.HasIndex(e => e.MemberId);
    }
}
