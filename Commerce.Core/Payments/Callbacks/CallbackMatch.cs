using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Payments.Callbacks;

internal static class CallbackMatch
{
    /// <summary>By key, or by order when the callback overtook the answer that would have told us the key.</summary>
    public static async Task<Payment?> FindCallbackPaymentAsync(
        this CommerceDbContext db, string gateway, TransactionKey key, string? pgOrderId, CancellationToken ct)
    {
        var ofGateway = db.Payments.AsNoTracking().Where(p => p.Gateway == gateway);
        var byKey = await ofGateway.SingleOrDefaultAsync(p => p.TransactionKey == key, ct);
        if (byKey is not null || PgOrderId.OrderIdOf(pgOrderId) is not { } orderId)
        {
            return byKey;
        }

        return await ofGateway.Where(p => p.OrderId == orderId && !p.IsDuplicate).OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
    }
}
