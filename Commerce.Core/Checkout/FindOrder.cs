using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Checkout;

/// <summary>Reads one order of a member, with its latest payment.</summary>
public sealed class FindOrder(IDbContextFactory<CommerceDbContext> contexts)
{
    // Compiled, and one question, because a client that waits for the end of its order asks often; for this object alone, as EF's model is
    // its host's.
    private readonly Func<CommerceDbContext, long, MemberId, CancellationToken, Task<PlacedOrder?>> _orderOf = EF.CompileAsyncQuery(
        (CommerceDbContext db, long orderId, MemberId memberId, CancellationToken _) =>
            db.Orders.AsNoTracking().Include(o => o.Items)
                .Where(o => o.Id == orderId && o.MemberId == memberId)
                .Join(db.Payments.Where(p => !p.IsDuplicate), o => o.Id, p => p.OrderId, (o, p) => new { Order = o, Payment = p })
                .OrderByDescending(found => found.Payment.Id)
                .Select(found => new PlacedOrder(found.Order, found.Payment))
                .FirstOrDefault());

    /// <exception cref="CommerceException">ORDER_001, also for another member's order: ids cannot be probed.</exception>
    public async Task<PlacedOrder> ExecuteAsync(MemberId memberId, long orderId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await _orderOf(db, orderId, memberId, ct) ?? throw new CommerceException(ErrorCode.OrderNotFound);
        OrderSpans.Tag(found.Order.Id, found.Payment.Id, found.Payment.TransactionKey?.Value);
        return found;
    }
}
