namespace Commerce.PgSimulator.Books;

/// <summary>The books in one line: counts, and sums in won. A single amount fits into a long, the sum of two may not.</summary>
/// <param name="NetAmount">What the merchant is owed: captured less cancelled.</param>
internal sealed record BookSummary(
    long Payments,
    long Pending,
    long Succeeded,
    long Failed,
    long CancelledBeforeCapture,
    long Cancels,
    decimal CapturedAmount,
    decimal CancelledAmount,
    decimal NetAmount)
{
    public static BookSummary Of(PaymentTotals payments, CancelTotals cancels) => new(
        payments.Payments,
        payments.Pending,
        payments.Succeeded,
        payments.Failed,
        payments.CancelledBeforeCapture,
        cancels.Cancels,
        payments.CapturedAmount,
        cancels.CancelledAmount,
        payments.CapturedAmount - cancels.CancelledAmount);
}

internal sealed record PaymentTotals
{
    public long Payments { get; init; }
    public long Pending { get; init; }
    public long Succeeded { get; init; }
    public long Failed { get; init; }
    public long CancelledBeforeCapture { get; init; }
    public decimal CapturedAmount { get; init; }
}

internal sealed record CancelTotals
{
    public long Cancels { get; init; }
    public decimal CancelledAmount { get; init; }
}
