namespace Commerce.PgSimulator.Payments;

/// <summary>One transaction, as the table <c>payments</c> holds it. The amount is in won.</summary>
internal sealed record Payment
{
    public required string TransactionKey { get; init; }
    public required string UserId { get; init; }
    public required string OrderId { get; init; }
    public required CardType CardType { get; init; }
    public required string CardNo { get; init; }
    public required long Amount { get; init; }
    public required string CallbackUrl { get; init; }
    public PaymentStatus Status { get; init; }
    public string? Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC; null while it is PENDING.</summary>
    public DateTime? ConcludedAt { get; init; }
}
