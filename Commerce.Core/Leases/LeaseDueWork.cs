using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core.Leases;

/// <summary>
/// Takes records that are due, for this process alone: in one transaction their rows are locked, passing over those that another process is
/// taking, and their next try is moved one lease ahead. A process that dies merely leaves them for later, so any number of
/// workers share the work and none of it is done by two at a time. A process that was told to end takes no more, and gives back at once
/// what it has not begun.
/// </summary>
public sealed class LeaseDueWork(DatabaseTransaction transaction, IDatabaseClock clock, IHostApplicationLifetime lifetime)
{
    /// <summary>From then on nothing is begun that was not begun before.</summary>
    public CancellationToken Ending => lifetime.ApplicationStopping;

    /// <param name="lease">For how long they are left to this process.</param>
    /// <param name="lockDue">Locks the rows that are due at the given time, the longest due first.</param>
    /// <param name="moveAhead">Moves the next try of those rows.</param>
    /// <returns>Nothing when the process was told to end.</returns>
    public async Task<Leased<T>> ExecuteAsync<T>(TimeSpan lease, LockDue<T> lockDue, MoveAhead<T> moveAhead, CancellationToken ct)
    {
        var taken = await transaction.RepeatableAsync( // What was taken and nobody knows of comes again when its lease ends.
            (db, token) => TakeAsync(db, lease, lockDue, moveAhead, token), ct);
        await (taken.Work.Count > 0 ? FailurePoint.ReachAsync(FailurePoints.LeaseTaken) : ValueTask.CompletedTask);
        return taken;
    }

    /// <summary>Gives back what was taken and not begun: it is due now, for whoever takes it next.</summary>
    /// <param name="giveBack">Makes it due at the given time, unless somebody else has made something of it meanwhile.</param>
    public async Task GiveBackAsync<T>(IReadOnlyCollection<T> notBegun, GiveBack<T> giveBack, CancellationToken ct)
    {
        if (notBegun.Count > 0)
        {
            await transaction.RepeatableAsync(
                async (db, token) => await giveBack(db, notBegun, await clock.NowAsync(db, token), token), ct);
        }
    }

    private async Task<Leased<T>> TakeAsync<T>(
        CommerceDbContext db, TimeSpan lease, LockDue<T> lockDue, MoveAhead<T> moveAhead, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var due = Ending.IsCancellationRequested ? [] : await lockDue(db, now, ct);
        var leased = new Leased<T>(due, now, now + lease);
        if (due.Count > 0)
        {
            PollSpan.FoundWork(due.Count);
            await moveAhead(db, leased, ct);
        }

        return leased;
    }
}

/// <summary>Work that is this process's until a time.</summary>
/// <param name="TakenAt">By the database's clock.</param>
/// <param name="Until">When it is anybody's again; the next try of each record until somebody says otherwise.</param>
public sealed record Leased<T>(IReadOnlyList<T> Work, DateTimeOffset TakenAt, DateTimeOffset Until);

public delegate Task<List<T>> LockDue<T>(CommerceDbContext db, DateTimeOffset now, CancellationToken ct);

public delegate Task MoveAhead<T>(CommerceDbContext db, Leased<T> leased, CancellationToken ct);

public delegate Task<int> GiveBack<T>(CommerceDbContext db, IReadOnlyCollection<T> notBegun, DateTimeOffset now, CancellationToken ct);
