using Commerce.ServiceDefaults.Clocks;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Persistence;

/// <summary>Asks the database for the time. Each answer also tells how far this process's clock is off.</summary>
internal sealed class DatabaseClock(ClockSkews skews) : IDatabaseClock
{
    public const string Name = "database";

    public async Task<DateTimeOffset> NowAsync(CommerceDbContext db, CancellationToken ct)
    {
        var asked = skews.Ask();
        var answer = await db.Database.SqlQuery<DateTime>($"SELECT UTC_TIMESTAMP(6) AS Value").ToListAsync(ct);
        var now = new DateTimeOffset(DateTime.SpecifyKind(answer[0], DateTimeKind.Utc));
        skews.Record(Name, asked, now);
        return now;
    }
}
