using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Events;

/// <summary>Reads what happened to one order.</summary>
public sealed class ReadOrderEvents(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <param name="after">The last one that the reader has.</param>
    /// <returns>Oldest first; last those that have no position yet, which are heard of again when they have.</returns>
    public async Task<IReadOnlyList<CommerceEvent>> ExecuteAsync(long orderId, long after, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Events.AsNoTracking()
            .Where(e => e.OrderId == orderId && (e.Position == null || e.Position > after))
            .OrderBy(e => e.Id)
            .ToListAsync(ct);
    }
}
