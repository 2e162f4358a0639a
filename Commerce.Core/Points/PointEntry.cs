using Commerce.Core.Members;

namespace Commerce.Core.Points;

/// <summary>One movement of a member's points. Entries are only ever added; their sum is the balance.</summary>
public sealed class PointEntry
{
    public long Id { get; private set; }

    public required MemberId MemberId { get; init; }

    /// <summary>The order that moved the points; null for a movement of another origin.</summary>
    public long? OrderId { get; init; }

    public required PointEntryKind Kind { get; init; }

    /// <summary>Points, negative when they leave the member.</summary>
    public required long Amount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
