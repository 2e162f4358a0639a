using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Recovery.Schedule;

/// <summary>How much of the budget one process may spend for the next seconds.</summary>
internal sealed class GatewayBudgetShare
{
    public const int ProcessLength = 32;

    /// <summary>Which process; empty: none, the row that is locked while shares are changed.</summary>
    public required string Process { get; init; }

    /// <summary>Requests a second.</summary>
    public required double Rate { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class GatewayBudgetShareTable : IEntityTypeConfiguration<GatewayBudgetShare>
{
    public void Configure(EntityTypeBuilder<GatewayBudgetShare> builder)
    {
        builder.ToTable("gateway_budget_shares");
        builder.HasKey(s => s.Process);
        builder.Property(s => s.Process).HasMaxLength(GatewayBudgetShare.ProcessLength).UseCollation(CommerceDbContext.ExactCollation);
    }
}
