using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Events;

/// <summary>
/// Gives the events that were committed since their positions: 1, 2, 3, … Whoever reads the log does it first, one process at a time. An
/// id that the database counts up is taken before the commit, so a later one may be seen earlier; a position is given to what is seen, so
/// nothing ever appears behind a reader, however long a transaction takes.
/// </summary>
public sealed class NumberEvents(DatabaseTransaction transaction, IDbContextFactory<CommerceDbContext> contexts)
{
    private const int Most = 500;

    // By the key alone: a join, or a scan of a small table, would wait for rows that others have not committed.
    private const string Numbering =
        "UPDATE event_log FORCE INDEX (PRIMARY) SET position = {0} + FIELD(id, IDS) WHERE id IN (IDS)";

    public async Task ExecuteAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        while (await db.Events.AnyAsync(e => e.Position == null, ct) && await transaction.RepeatableAsync(NumberAsync, ct) == Most)
        {
        }
    }

    /// <returns>How many got one.</returns>
    private static async Task<int> NumberAsync(CommerceDbContext db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync( // One at a time: this row is everybody's.
            $"""
            INSERT INTO event_log_end (id, last_position) VALUES ({EventLogEnd.TheOne}, 0)
            ON DUPLICATE KEY UPDATE last_position = last_position
            """,
            ct);
        var last = await db.Set<EventLogEnd>().AsNoTracking().Select(end => end.LastPosition).SingleAsync(ct);

        // By one snapshot, which passes nobody over who committed before somebody that it sees: with locks it could.
        var ids = await db.Events.Where(e => e.Position == null).OrderBy(e => e.Id).Select(e => e.Id).Take(Most).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return 0;
        }

        PollSpan.FoundWork(ids.Count);
        await GivePositionsAsync(db, ids, last, ct);
        await db.Set<EventLogEnd>().ExecuteUpdateAsync(set => set.SetProperty(end => end.LastPosition, last + ids.Count), ct);
        return ids.Count;
    }

    private static Task<int> GivePositionsAsync(CommerceDbContext db, List<long> ids, long last, CancellationToken ct)
    {
        var parameters = string.Join(',', ids.Select((_, index) => $"{{{index + 1}}}"));
        var statement = Numbering.Replace("IDS", parameters, StringComparison.Ordinal);
        return db.Database.ExecuteSqlRawAsync(statement, [last, .. ids], ct);
    }
}
