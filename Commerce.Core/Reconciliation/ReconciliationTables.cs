using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Reconciliation;

internal sealed class ReconciliationRunTable : IEntityTypeConfiguration<ReconciliationRun>
{
    /// <summary>The day of a daily run, a column of the table alone; null for what somebody asked for.</summary>
    public const string DailyDay = "DailyDay";

    public void Configure(EntityTypeBuilder<ReconciliationRun> builder)
    {
        builder.ToTable("reconciliation_runs");
        builder.Property(r => r.Gateway).HasMaxLength(ReconciliationRun.MaxGatewayLength);
        builder.Property(r => r.FailureReason).HasMaxLength(ReconciliationRun.MaxReasonLength);
        builder.HasIndex(r => r.NextTryAt); // What the worker scans.

        // One daily run a gateway and day: the column is null, and thus out of the unique key, for what somebody asked for.
        builder.Property<DateOnly?>(DailyDay).HasComputedColumnSql("CASE WHEN kind = 'DAILY' THEN day END", stored: true);
        builder.HasIndex(nameof(ReconciliationRun.Gateway), DailyDay).IsUnique();
    }
}

internal sealed class ReconciliationBreakTable : IEntityTypeConfiguration<ReconciliationBreak>
{
    public void Configure(EntityTypeBuilder<ReconciliationBreak> builder)
    {
        builder.ToTable("reconciliation_breaks");
        builder.Property(b => b.TransactionKey).HasMaxLength(ReconciliationBreak.MaxNameLength);
        builder.Property(b => b.MerchantOrderId).HasMaxLength(ReconciliationBreak.MaxNameLength);
        builder.HasIndex(b => b.RunId);
    }
}

internal sealed class SeenLineTable : IEntityTypeConfiguration<SeenLine>
{
    public void Configure(EntityTypeBuilder<SeenLine> builder)
    {
        builder.ToTable("reconciliation_seen");
        builder.Property(s => s.TransactionKey).HasMaxLength(ReconciliationBreak.MaxNameLength);
        builder.HasKey(s => new { s.RunId, s.TransactionKey, s.Type });
    }
}
