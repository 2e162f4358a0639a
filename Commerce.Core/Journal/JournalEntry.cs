using Commerce.Core.Payments;
using Commerce.Core.Persistence;

namespace Commerce.Core.Journal;

/// <summary>
/// One line of the journal. Lines are only ever added, and those of one order and kind sum to zero in each unit (I5).
/// </summary>
public sealed class JournalEntry
{
    public long Id { get; private set; } = UnreadColumns.NextUnreadId();

    /// <summary>The order that moved it; null for points that were charged.</summary>
    public required long? OrderId { get; init; }

    public required JournalKind Kind { get; init; }

    public required JournalAccount Account { get; init; }

    /// <summary>The product whose pieces moved; 0 for money.</summary>
    public required long ProductId { get; init; }

    /// <summary>Won for money, pieces for goods; positive into the account, negative out of it.</summary>
    public required long Amount { get; init; }

    /// <summary>The PG's key of the money that moved, so that the line can be found in its books; null for everything else.</summary>
    public TransactionKey? TransactionKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public enum JournalKind
{
    /// <summary>A member got points that no order had taken.</summary>
    PointsCharged,

    /// <summary>Points went into the order.</summary>
    PointsTaken,

    /// <summary>Points went back to the member.</summary>
    PointsGivenBack,

    /// <summary>The PG took the card's money.</summary>
    Captured,

    /// <summary>The PG gave the card's money back.</summary>
    Voided,

    /// <summary>A capture that the PG turned out not to have: its posting is taken back.</summary>
    CaptureReversed,

    /// <summary>The order completed.</summary>
    Sold,

    /// <summary>The completed order was undone.</summary>
    SaleUndone,

    /// <summary>Goods left the stock.</summary>
    StockTaken,

    /// <summary>Goods came back into stock.</summary>
    StockGivenBack,
}

public enum JournalAccount
{
    /// <summary>Money that the PG holds for us.</summary>
    PgReceivable,

    /// <summary>What was given to members as points: the other side of every charge.</summary>
    PointsIssued,

    /// <summary>What we owe members in points, 1 point = 1 won; negative, like all that is owed.</summary>
    MemberPoints,

    /// <summary>Money and points of an order that is under way; zero once the order has ended.</summary>
    OrderClearing,

    /// <summary>What was sold, after discounts.</summary>
    Sales,

    /// <summary>Goods on hand, in pieces.</summary>
    Stock,

    /// <summary>Goods that are the customers', in pieces.</summary>
    Customers,
}
