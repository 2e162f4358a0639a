using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <summary>Reads one payment of a member by the PG's key for it.</summary>
public sealed class FindPayment(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">PAYMENT_001, also for another member's payment: keys cannot be probed.</exception>
    public async Task<Payment> ExecuteAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Payments.AsNoTracking()
            .Where(p => p.TransactionKey == key && db.Orders.Any(o => o.Id == p.OrderId && o.MemberId == memberId))
            .OrderByDescending(p => p.Id) // Two gateways may have chosen the same key.
            .FirstOrDefaultAsync(ct)
            ?? throw new CommerceException(ErrorCode.PaymentNotFound);
        OrderSpans.Tag(found.OrderId, found.Id, key.Value);
        return found;
    }
}
