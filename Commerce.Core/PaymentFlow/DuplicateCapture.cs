using Commerce.Core.CustomerService;
using Commerce.Core.Journal;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Money that the PG took for an order besides the order's own payment. In one commit, and once a key, it becomes a payment of its own,
/// is posted to the journal, starts its void and opens a case. The caller's transaction holds the row of the order's payment.
/// </summary>
internal static class DuplicateCapture
{
    /// <returns>False when it is known already, as a duplicate or as the payment itself.</returns>
    public static async Task<bool> RecordAsync(
        CommerceDbContext db, Payment payment, PaymentResult.CapturedTwice capture, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Payments.AnyAsync(p => p.Gateway == payment.Gateway && p.TransactionKey == capture.Key, ct))
        {
            return false;
        }

        var duplicate = Payment.DuplicateOf(payment, capture.Key, capture.Amount, now);
        db.Payments.Add(duplicate);
        await db.SaveChangesAsync(ct);
        JournalPosting.Captured(db, duplicate, now);
        db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.VoidPayment, duplicate.Id, now));
        await Cases.OpenAsync(db, duplicate, CaseReason.DuplicateCapture, DetailOf(payment, capture), now, ct);
        return true;
    }

    private static string DetailOf(Payment payment, PaymentResult.CapturedTwice capture) =>
        $"The PG took {capture.Amount} won for the order under {capture.Key}, besides payment {payment.Id} "
        + $"({payment.TransactionKey?.Value ?? "without a key"}). The money goes back.";
}
