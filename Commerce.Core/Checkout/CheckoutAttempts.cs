using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Checkout;

/// <summary>Takes the latest attempt to pay an order: who pays it, renews it or ends it holds that row.</summary>
internal static class CheckoutAttempts
{
    /// <exception cref="CommerceException">ORDER_001, also for another member's order: ids cannot be probed.</exception>
    public static async Task<PlacedOrder> LockLatestAsync(
        this CommerceDbContext db, MemberId memberId, long orderId, CancellationToken ct)
    {
        var id = await LatestAsync(db, memberId, orderId, ct);
        while (true)
        {
            var payment = await db.LockPaymentAsync(id, ct);
            var latest = await LatestAsync(db, memberId, orderId, ct);
            if (latest == id)
            {
                return new PlacedOrder(await db.Orders.Include(o => o.Items).SingleAsync(o => o.Id == orderId, ct), payment);
            }

            id = latest; // Somebody has begun another attempt while we waited for this one.
        }
    }

    private static async Task<long> LatestAsync(CommerceDbContext db, MemberId memberId, long orderId, CancellationToken ct) =>
        await db.Payments
            .Where(p => p.OrderId == orderId && !p.IsDuplicate && db.Orders.Any(o => o.Id == orderId && o.MemberId == memberId))
            .OrderByDescending(p => p.Id)
            .Select(p => (long?)p.Id)
            .FirstOrDefaultAsync(ct) ?? throw new CommerceException(ErrorCode.OrderNotFound);
}
