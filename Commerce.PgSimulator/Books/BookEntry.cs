using Commerce.PgSimulator.Payments;

namespace Commerce.PgSimulator.Books;

/// <summary>One line of the books: a transaction, or a cancel of one. Amounts are in won; there is no card here.</summary>
internal sealed record BookEntry
{
    public required string TransactionKey { get; init; }
    public required string UserId { get; init; }
    public required string OrderId { get; init; }
    public required BookEntryType Type { get; init; }
    public required long Amount { get; init; }
    public string Currency { get; } = "KRW";

    /// <summary>
    /// A captured payment stays SUCCESS here when it is cancelled: the cancel has a line of its own. CANCELLED is a
    /// payment that was cancelled before it was captured; no money moved, so no second line follows.
    /// </summary>
    public required PaymentStatus State { get; init; }

    public required DateTime RequestedAt { get; init; }
    public DateTime? ConcludedAt { get; init; }
}

internal enum BookEntryType
{
    PAYMENT,
    CANCEL,
}
