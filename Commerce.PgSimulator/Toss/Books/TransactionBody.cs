using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Books;

/// <summary>A line of the books as it goes over the wire: an approval, or a cancel of one. The amount is in won.</summary>
internal sealed record TransactionBody(
    string MId,
    string TransactionKey,
    string PaymentKey,
    string OrderId,
    string Method,
    WindowPaymentStatus Status,
    string TransactionAt,
    string Currency,
    long Amount,
    string? ReceiptUrl,
    string? CustomerKey,
    bool UseEscrow)
{
    public static TransactionBody Of(BookedTransaction line, string merchantId, TossDials dials) => new(
        merchantId,
        line.TransactionKey,
        line.PaymentKey,
        line.OrderId,
        "카드",
        line.Kind == WindowBook.Approval && dials.ApprovalLinesFollowPayment ? line.PaymentStatus : line.Status,
        TossJson.Time(line.CreatedAt),
        "KRW",
        line.Kind == WindowBook.Cancel && !dials.CancelLinesArePositive ? -line.Amount : line.Amount,
        line.Kind == WindowBook.Refusal ? null : $"https://receipts.invalid/{Uri.EscapeDataString(line.PaymentKey)}",
        line.CustomerKey,
        UseEscrow: false);

    /// <summary>A line of a payment that there is not, in the likeness of another.</summary>
    public TransactionBody Stranger() => this with
    {
        TransactionKey = PaymentKeys.NewTransaction(),
        PaymentKey = $"tgen_{Guid.NewGuid():N}",
        OrderId = $"stranger-{Guid.NewGuid():N}",
    };
}

/// <summary>A line of the books with its payment. Won, and UTC.</summary>
internal sealed record BookedTransaction
{
    public required string TransactionKey { get; init; }
    public required string PaymentKey { get; init; }
    public required string OrderId { get; init; }
    public string? CustomerKey { get; init; }
    public required string Kind { get; init; }

    /// <summary>Of the payment, after it.</summary>
    public required WindowPaymentStatus Status { get; init; }

    /// <summary>Of the payment, now.</summary>
    public required WindowPaymentStatus PaymentStatus { get; init; }

    public required long Amount { get; init; }
    public required DateTime CreatedAt { get; init; }
}
