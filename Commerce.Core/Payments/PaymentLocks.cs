using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Payments;

/// <summary>Row locks on payments, which last until the caller's transaction ends.</summary>
internal static class PaymentLocks
{
    /// <summary>Waits for the payment's row, and keeps it.</summary>
    public static Task<Payment> LockPaymentAsync(this CommerceDbContext db, long paymentId, CancellationToken ct) =>
        db.Payments.FromSql($"SELECT * FROM commerce_payments WHERE id = {paymentId} FOR UPDATE").SingleAsync(ct);

    /// <summary>The same for a row of which nothing else is read, because the rest of it may be what cannot be.</summary>
    /// <returns>The payment's order.</returns>
    public static async Task<long> LockPaymentUnreadAsync(this CommerceDbContext db, long paymentId, CancellationToken ct) =>
        (await db.Database.SqlQuery<long>($"SELECT order_id AS Value FROM commerce_payments WHERE id = {paymentId} FOR UPDATE")
            .ToListAsync(ct))
        .Single();
}
