using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Checkout;

/// <summary>Reads one order of a member, with its latest payment.</summary>
public sealed class FindOrder(IDbContextFactory<CommerceDbContext> contexts)
{
    // Compiled, because a client that waits for the end of its order asks often; for this object alone, as EF's model is its host's.
    private readonly Func<CommerceDbContext, long, MemberId, CancellationToken, Task<Order?>> _orderOf = EF.CompileAsyncQuery(
        (CommerceDbContext db, long orderId, MemberId memberId, CancellationToken _) =>
            db.Orders.AsNoTracking().Include(o => o.Items).SingleOrDefault(o => o.Id == orderId && o.MemberId == memberId));

    private readonly Func<CommerceDbContext, long, CancellationToken, Task<Payment>> _paymentOf = EF.CompileAsyncQuery(
        (CommerceDbContext db, long orderId, CancellationToken _) =>
            db.Payments.AsNoTracking().Where(p => p.OrderId == orderId && !p.IsDuplicate).OrderByDescending(p => p.Id).First());

    /// <exception cref="CommerceException">ORDER_001, also for another member's order: ids cannot be probed.</exception>
    public async Task<PlacedOrder> ExecuteAsync(MemberId memberId, long orderId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var order = await _orderOf(db, orderId, memberId, ct) ?? throw new CommerceException(ErrorCode.OrderNotFound);
        var payment = await _paymentOf(db, orderId, ct);
        OrderSpans.Tag(order.Id, payment.Id, payment.TransactionKey?.Value);
        return new PlacedOrder(order, payment);
    }
}
