using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Leases;

/// <summary>
/// Takes records that are due, for this process alone: in one transaction their rows are locked, passing over those that another process is
/// taking, and their next try is moved one lease ahead. A process that dies merely leaves them for later, so any number of
/// workers share the work and none of it is done by two at a time.
/// </summary>
public sealed class LeaseDueWork(DatabaseTransaction transaction, IDatabaseClock clock)
{
    /// <param name="lease">For how long they are left to this process.</param>
    /// <param name="lockDue">Locks the rows that are due at the given time, the longest due first.</param>
    /// <param name="moveAhead">Moves the next try of those rows.</param>
    public Task<Leased<T>> ExecuteAsync<T>(TimeSpan lease, LockDue<T> lockDue, MoveAhead<T> moveAhead, CancellationToken ct) =>
        transaction.ExecuteAsync(
            async (db, token) =>
            {
                var now = await clock.NowAsync(db, token);
                var due = await lockDue(db, now, token);
                var leased = new Leased<T>(due, now, now + lease);
                if (due.Count > 0)
                {
                    PollSpan.FoundWork(due.Count);
                    await moveAhead(db, leased, token);
                }

                return leased;
            },
            ct);
}

/// <summary>Work that is this process's until a time.</summary>
/// <param name="TakenAt">By the database's clock.</param>
/// <param name="Until">When it is anybody's again; the next try of each record until somebody says otherwise.</param>
public sealed record Leased<T>(IReadOnlyList<T> Work, DateTimeOffset TakenAt, DateTimeOffset Until);

public delegate Task<List<T>> LockDue<T>(CommerceDbContext db, DateTimeOffset now, CancellationToken ct);

public delegate Task MoveAhead<T>(CommerceDbContext db, Leased<T> leased, CancellationToken ct);
