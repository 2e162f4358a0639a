using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Journal;

internal sealed class JournalTable : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("journal");
        builder.LeavesIdUnread(e => e.Id);

        // A movement happens once. Money may be captured several times for one order, but once a key of the PG's.
        builder.Property<string>("MovementKey").HasMaxLength(TransactionKey.MaxLength).UseCollation(CommerceDbContext.ExactCollation)
            .HasComputedColumnSql("COALESCE(transaction_key, '')", stored: true).LeavesUnread();
        builder.HasIndex("OrderId", "Kind", "Account", "ProductId", "MovementKey").IsUnique();
        builder.HasIndex(e => new { e.Account, e.CreatedAt }); // How a day of the money at the PG is read.
        builder.HasIndex(e => e.TransactionKey); // How the PG's books are found here.
    }
}
