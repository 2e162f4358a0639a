using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <summary>Finds the captures of an order that are known to be none of its own payment's.</summary>
public sealed class FindDuplicates(IDbContextFactory<CommerceDbContext> contexts)
{
    public async Task<IReadOnlySet<TransactionKey>> ExecuteAsync(long orderId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var keys = await db.Payments.Where(p => p.OrderId == orderId && p.IsDuplicate).Select(p => p.TransactionKey!.Value).ToListAsync(ct);
        return keys.ToHashSet();
    }
}
