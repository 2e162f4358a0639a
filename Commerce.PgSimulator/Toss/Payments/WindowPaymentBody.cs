using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>A payment as it goes over the wire. Amounts are in won, times in Seoul.</summary>
internal sealed record WindowPaymentBody(
    string PaymentKey,
    string OrderId,
    string OrderName,
    WindowPaymentStatus Status,
    long TotalAmount,
    long BalanceAmount,
    string Currency,
    string? Method,
    string RequestedAt,
    string? ApprovedAt,
    string? LastTransactionKey,
    IReadOnlyList<WindowCancelBody>? Cancels,
    bool IsPartialCancelable,
    WindowCardBody? Card,
    WindowReceiptBody? Receipt,
    DialectFailure? Failure,
    string? Secret,
    string Type,
    string MId,
    string Version)
{
    public static WindowPaymentBody Of(WindowPayment payment, string merchantId) => new(
        payment.PaymentKey,
        payment.OrderId,
        payment.OrderName,
        payment.Status,
        payment.Amount,
        payment.Balance,
        "KRW",
        payment.CardNumber is null ? null : "카드",
        TossJson.Time(payment.RequestedAt),
        payment.ApprovedAt is { } at ? TossJson.Time(at) : null,
        payment.LastTransactionKey,
        payment.Cancels.Count == 0 ? null : [.. payment.Cancels.Select(WindowCancelBody.Of)],
        IsPartialCancelable: true,
        payment.CardNumber is null ? null : WindowCardBody.Of(payment),
        payment.ApprovedAt is null ? null : new WindowReceiptBody($"https://receipts.invalid/{Uri.EscapeDataString(payment.PaymentKey)}"),
        payment.FailureCode is { } code ? new DialectFailure(code, payment.FailureMessage ?? string.Empty) : null,
        Secret: null,
        "NORMAL",
        merchantId,
        "2022-11-16");
}

/// <summary>Money that went back.</summary>
internal sealed record WindowCancelBody(
    long CancelAmount, string CancelReason, long RefundableAmount, string CanceledAt, string TransactionKey, string CancelStatus)
{
    public static WindowCancelBody Of(WindowCancel cancel) => new(
        cancel.Amount, cancel.Reason, cancel.Refundable, TossJson.Time(cancel.CreatedAt), cancel.TransactionKey, "DONE");
}

/// <summary>The card that pays.</summary>
/// <param name="Number">Masked.</param>
internal sealed record WindowCardBody(
    string IssuerCode, string AcquirerCode, string Number, string ApproveNo, int InstallmentPlanMonths, string AcquireStatus)
{
    private const string Samsung = "51";

    public static WindowCardBody Of(WindowPayment payment) => new(
        Samsung, Samsung, payment.CardNumber!, payment.ApproveNo ?? "00000000", 0, payment.Status switch
        {
            WindowPaymentStatus.CANCELED => "CANCELED",
            WindowPaymentStatus.PARTIAL_CANCELED when payment.Balance == 0 => "CANCELED",
            _ => "READY",
        });
}

/// <summary>Where the receipt would be.</summary>
internal sealed record WindowReceiptBody(string Url);
