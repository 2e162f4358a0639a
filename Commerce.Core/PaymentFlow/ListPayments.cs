using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <summary>Reads every attempt to pay one order of a member, newest first.</summary>
public sealed class ListPayments(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">ORDER_001, also for another member's order: ids cannot be probed.</exception>
    public async Task<IReadOnlyList<Payment>> ExecuteAsync(MemberId memberId, long orderId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Orders.AnyAsync(o => o.Id == orderId && o.MemberId == memberId, ct))
        {
            throw new CommerceException(ErrorCode.OrderNotFound);
        }

        OrderSpans.Tag(orderId);
        return await db.Payments.AsNoTracking().Where(p => p.OrderId == orderId).OrderByDescending(p => p.Id).ToListAsync(ct);
    }
}
