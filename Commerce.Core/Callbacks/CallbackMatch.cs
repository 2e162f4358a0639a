using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Callbacks;

internal static class CallbackMatch
{
    /// <summary>By key, or by order when the callback overtook the answer that would have told us the key.</summary>
    /// <param name="orderId">The order that it names, as its gateway's adapter reads it; null when it names none of ours.</param>
    public static async Task<Payment?> FindCallbackPaymentAsync(
        this CommerceDbContext db, string gateway, TransactionKey key, long? orderId, CancellationToken ct)
    {
        var ofGateway = db.Payments.AsNoTracking().Where(p => p.Gateway == gateway);
        var byKey = await ofGateway.SingleOrDefaultAsync(p => p.TransactionKey == key, ct);
        if (byKey is not null || orderId is null)
        {
            return byKey;
        }

        return await ofGateway.Where(p => p.OrderId == orderId && !p.IsDuplicate).OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The same, and the payment's row is the caller's until his transaction ends.</summary>
    public static async Task<Payment?> LockCallbackPaymentAsync(
        this CommerceDbContext db, string gateway, TransactionKey key, long? orderId, CancellationToken ct)
    {
        var byKey = await db.Payments.FromSql(
            $"SELECT * FROM commerce_payments WHERE transaction_key = {key.Value} AND gateway = {gateway} FOR UPDATE").ToListAsync(ct);
        if (byKey is [var found])
        {
            return found;
        }

        var byOrder = orderId is null ? [] : await db.Payments.FromSql(
            $"""
            SELECT * FROM commerce_payments WHERE order_id = {orderId} AND gateway = {gateway} AND is_duplicate = 0
            ORDER BY id DESC LIMIT 1 FOR UPDATE
            """).ToListAsync(ct);
        return byOrder.SingleOrDefault();
    }
}
