namespace Commerce.Core.Persistence;

/// <summary>
/// The one clock that all processes of a shop have in common. Due times, leases and whatever else one process writes and another compares
/// with now are of this clock: each process's own may be minutes off. <see cref="TimeProvider"/> is for waits, and for what a process
/// measures for itself.
/// </summary>
public interface IDatabaseClock
{
    /// <returns>The database's time, to the microsecond, in UTC whatever the time zone of the server or the connection.</returns>
    Task<DateTimeOffset> NowAsync(CommerceDbContext db, CancellationToken ct);
}
