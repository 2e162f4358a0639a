using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Events;

/// <summary>Reads what happened to one order.</summary>
public sealed class ReadOrderEvents(IDbContextFactory<CommerceDbContext> contexts)
{
    private const string LastEventId = "Last-Event-ID";

    /// <param name="after">The last one that the reader has, of whichever order; 0: none.</param>
    /// <returns>Oldest first. Those that have no position yet are left out: they are heard of when they have.</returns>
    /// <exception cref="CommerceException">400: nobody was told of that one yet.</exception>
    public async Task<IReadOnlyList<CommerceEvent>> ExecuteAsync(long orderId, long after, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (after > 0 && after > await db.LastPositionAsync(ct))
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, LastEventId) { Field = LastEventId };
        }

        return await db.Events.AsNoTracking()
            .Where(e => e.OrderId == orderId && e.Position > after)
            .OrderBy(e => e.Position)
            .ToListAsync(ct);
    }

    /// <summary>Whether one of its events up to there was its end.</summary>
    public async Task<bool> HasEndedAsync(long orderId, long through, Func<CommerceEvent, bool> isEnd, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return (await db.Events.AsNoTracking().Where(e => e.OrderId == orderId && e.Position <= through).ToListAsync(ct)).Any(isEnd);
    }
}
