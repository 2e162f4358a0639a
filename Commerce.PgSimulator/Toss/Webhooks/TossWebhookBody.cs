using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Webhooks;

/// <summary>What a webhook says: that a payment's status has changed, and the payment. It is not signed.</summary>
internal sealed record TossWebhookBody(string EventType, string CreatedAt, WindowPaymentBody Data)
{
    private const long Difference = 1_000;
    private static readonly TimeSpan StaleAge = TimeSpan.FromMinutes(10);

    /// <summary>The text that is sent, wrong in the way of the flaw.</summary>
    /// <param name="now">UTC.</param>
    public static string Of(WindowPayment payment, string merchantId, DateTime now, CallbackFlaw flaw)
    {
        var body = Whole(WindowPaymentBody.Of(payment, merchantId), now);
        return flaw switch
        {
            CallbackFlaw.WrongAmount => TossJson.Write(
                body with { Data = body.Data with { TotalAmount = Wrong(payment.Amount), BalanceAmount = Wrong(payment.Balance) } }),
            CallbackFlaw.Truncated => TossJson.Write(body) is var text ? text[..(text.Length / 2)] : null!,
            CallbackFlaw.Forged => TossJson.Write(body with { Data = body.Data with { PaymentKey = $"forged_{Guid.NewGuid():N}" } }),
            CallbackFlaw.Stale => TossJson.Write(Whole(
                body.Data with { Status = WindowPaymentStatus.IN_PROGRESS, ApprovedAt = null, LastTransactionKey = null }, now - StaleAge)),
            _ => TossJson.Write(body), // None of them is signed.
        };
    }

    private static TossWebhookBody Whole(WindowPaymentBody payment, DateTime at) =>
        new("PAYMENT_STATUS_CHANGED", TossJson.LocalTime(at), payment);

    // Too much, or too little where more does not fit into a long.
    private static long Wrong(long amount) => amount <= long.MaxValue - Difference ? amount + Difference : amount - Difference;
}
