namespace Commerce.Core.Gateways.Toss;

/// <summary>Toss's Payment object, as far as it is read. A member that is missing is null: nothing is concluded from a gap.</summary>
/// <param name="TotalAmount">Never changes.</param>
/// <param name="BalanceAmount">What of it has not been given back.</param>
internal sealed record TossPayment(
    string? PaymentKey,
    string? OrderId,
    string? Status,
    decimal? TotalAmount,
    decimal? BalanceAmount,
    string? Currency,
    string? ApprovedAt,
    IReadOnlyList<TossCancel?>? Cancels,
    TossFailure? Failure);

internal sealed record TossCancel(string? TransactionKey);

internal sealed record TossFailure(string? Code, string? Message);

/// <summary>What Toss answers instead of a Payment.</summary>
internal sealed record TossError(string? Code, string? Message);

internal sealed record TossConfirmBody(string PaymentKey, string OrderId, long Amount);

/// <param name="RefundableAmount">What is left to give back as far as we have read: Toss refuses when it is otherwise.</param>
internal sealed record TossCancelBody(string CancelReason, long RefundableAmount);

/// <summary>One line of Toss's books.</summary>
/// <param name="TransactionKey">The line's own id.</param>
internal sealed record TossTransaction(
    string? TransactionKey,
    string? PaymentKey,
    string? OrderId,
    string? Status,
    string? TransactionAt,
    string? Currency,
    decimal? Amount);
