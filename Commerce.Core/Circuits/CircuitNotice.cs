using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Circuits;

/// <summary>The latest that a process told the others about its breakers of one name.</summary>
internal sealed class CircuitNotice
{
    public const int NameLength = 100;
    public const int ProcessLength = 32;
    private const int StateLength = 20;

    public required string Circuit { get; init; }

    /// <summary>The state that it entered, as people write it: <c>OPEN</c>. A later version may know others.</summary>
    public required string State { get; init; }

    /// <summary>An operator put it there: all do the same, whatever they have seen themselves.</summary>
    public required bool ByOperator { get; init; }

    /// <summary>Who told it.</summary>
    public required string Process { get; init; }

    /// <summary>Rises with each notice of the circuit.</summary>
    public required long Sequence { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>From when on it is of no use, by the database's clock; null: it stands until the next one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CircuitNotice>
    {
        public void Configure(EntityTypeBuilder<CircuitNotice> builder)
        {
            builder.ToTable("circuit_notices");
            builder.HasKey(n => n.Circuit);
            builder.Property(n => n.Circuit).HasMaxLength(NameLength).UseCollation(CommerceDbContext.ExactCollation);
            builder.Property(n => n.State).HasMaxLength(StateLength);
            builder.Property(n => n.Process).HasMaxLength(ProcessLength);
        }
    }
}
