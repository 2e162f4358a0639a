using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Checkout;

/// <summary>Finds what has waited for its buyer for too long.</summary>
internal static class CheckoutLocks
{
    /// <summary>
    /// The latest payments of orders that wait for a buyer, where the attempt's time is over, or the order's with no attempt left. Nothing
    /// of them is locked yet: each is decided under its own row's lock.
    /// </summary>
    public static Task<List<long>> FindExpiredCheckoutsAsync(
        this CommerceDbContext db, DateTimeOffset now, int most, CancellationToken ct) => db.Database.SqlQuery<long>(
            $"""
            SELECT p.id AS Value FROM orders o JOIN commerce_payments p ON p.order_id = o.id
            WHERE o.status = 'PENDING' AND o.pay_by IS NOT NULL AND NOT p.is_duplicate
              AND ((p.status = 'AWAITING_BUYER' AND p.expires_at <= {now})
                OR (p.status IN ('FAILED', 'CANCELLED') AND o.pay_by <= {now} AND NOT EXISTS (
                  SELECT 1 FROM commerce_payments later WHERE later.order_id = o.id AND later.id > p.id AND NOT later.is_duplicate)))
            ORDER BY o.created_at LIMIT {most}
            """).ToListAsync(ct);
}
