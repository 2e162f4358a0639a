using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <summary>Reads a payment and whose it is, without a lock and without holding a connection afterwards.</summary>
public sealed class ReadPayment(IDbContextFactory<CommerceDbContext> contexts, IDatabaseClock clock)
{
    /// <exception cref="CommerceException">PAYMENT_001 when there is no such payment.</exception>
    public async Task<OwnedPayment> ExecuteAsync(long paymentId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = await clock.NowAsync(db, ct);
        var owned = await db.Payments.AsNoTracking()
            .Where(p => p.Id == paymentId)
            .Join(db.Orders, p => p.OrderId, o => o.Id, (p, o) => new OwnedPayment(p, o.MemberId, now))
            .SingleOrDefaultAsync(ct) ?? throw new CommerceException(ErrorCode.PaymentNotFound);
        OrderSpans.Tag(owned.Payment.OrderId, owned.Payment.Id, owned.Payment.TransactionKey?.Value);
        return owned;
    }
}

/// <param name="ReadAt">By the database's clock, like the times in the payment.</param>
public sealed record OwnedPayment(Payment Payment, MemberId MemberId, DateTimeOffset ReadAt);
