using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Events;

/// <summary>How the log is read: by position alone.</summary>
internal static class EventReading
{
    public static async Task<long> LastPositionAsync(this CommerceDbContext db, CancellationToken ct) =>
        await db.Set<EventLogEnd>().Select(end => (long?)end.LastPosition).SingleOrDefaultAsync(ct) ?? 0;

    public static Task<List<CommerceEvent>> EventsAfterAsync(this CommerceDbContext db, long after, int limit, CancellationToken ct) =>
        db.Events.AsNoTracking().Where(e => e.Position > after).OrderBy(e => e.Position).Take(limit).ToListAsync(ct);
}
