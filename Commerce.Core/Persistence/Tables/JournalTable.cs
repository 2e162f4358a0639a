using Commerce.Core.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Persistence.Tables;

internal sealed class JournalTable : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("journal");
        builder.HasIndex(e => new { e.OrderId, e.Kind, e.Account, e.ProductId }).IsUnique(); // A movement happens once.
        builder.HasIndex(e => e.CreatedAt);
        builder.HasIndex(e => e.TransactionKey); // How the PG's books are found here.
    }
}
