namespace Commerce.PgSimulator.Payments;

/// <summary>The answer to a payment request, and one line in the list of an order.</summary>
internal sealed record TransactionAnswer(string TransactionKey, PaymentStatus Status, string? Reason = null)
{
    public static TransactionAnswer From(Payment payment) => new(payment.TransactionKey, payment.Status, payment.Reason);
}

/// <summary>A transaction in full. The card number is unmasked, as the original answers it; callbacks carry the same body.</summary>
internal sealed record TransactionDetailAnswer(
    string TransactionKey, string OrderId, CardType CardType, string CardNo, long Amount, PaymentStatus Status, string? Reason)
{
    public static TransactionDetailAnswer From(Payment payment) => new(
        payment.TransactionKey, payment.OrderId, payment.CardType, payment.CardNo, payment.Amount, payment.Status, payment.Reason);
}

/// <summary>The transactions of one order, newest first.</summary>
internal sealed record OrderTransactionsAnswer(string OrderId, IReadOnlyList<TransactionAnswer> Transactions);

/// <summary>A transaction that is cancelled. No card here.</summary>
internal sealed record CancelAnswer(string TransactionKey, string OrderId, long Amount, PaymentStatus Status, string? Reason)
{
    public static CancelAnswer From(Payment payment) =>
        new(payment.TransactionKey, payment.OrderId, payment.Amount, payment.Status, payment.Reason);
}
