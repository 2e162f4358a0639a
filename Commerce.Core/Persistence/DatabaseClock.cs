using Commerce.ServiceDefaults.Clocks;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Persistence;

/// <summary>
/// Asks the database for the time, at most once a second, and reckons on from its last answer meanwhile. Each answer also tells how far
/// this process's clock is off.
/// </summary>
internal sealed class DatabaseClock(ClockSkews skews) : IDatabaseClock
{
    public const string Name = "database";

    private DatabaseTime? _last;

    public async Task<DateTimeOffset> NowAsync(CommerceDbContext db, CancellationToken ct) =>
        Volatile.Read(ref _last)?.Reckon() ?? await AskAsync(db, ct);

    private async Task<DateTimeOffset> AskAsync(CommerceDbContext db, CancellationToken ct)
    {
        var (asked, sent) = (skews.Ask(), TimeProvider.System.GetTimestamp());
        var answer = await db.Database.SqlQuery<DateTime>($"SELECT UTC_TIMESTAMP(6) AS Value").ToListAsync(ct);
        var now = new DateTimeOffset(DateTime.SpecifyKind(answer[0], DateTimeKind.Utc));
        var time = new DatabaseTime(now, sent, TimeProvider.System);
        Volatile.Write(ref _last, time);
        skews.Record(Name, asked, now);
        return time.Reckon() ?? now;
    }
}
