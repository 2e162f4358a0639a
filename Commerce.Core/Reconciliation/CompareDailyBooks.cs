using Commerce.Core.Gateways;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Reconciliation;

/// <summary>
/// Compares each day's books once it is over, once a gateway, however many workers there are: a unique key lets one of them begin the
/// run, and a lease lets another one begin it again when the first one dies. A run that failed is due again after a pause, one
/// that met lines too fresh to judge when they have settled, and days that were missed are made up for.
/// </summary>
public sealed class CompareDailyBooks(
    PaymentGateways gateways,
    DatabaseTransaction transaction,
    FailOrphanedRuns failOrphans,
    RunRecord record,
    CompareDay compare,
    IOptions<ReconciliationOptions> options,
    IDatabaseClock clock,
    ILogger<CompareDailyBooks> logger)
{
    /// <returns>How many runs were begun; none: nothing is due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        await failOrphans.ExecuteAsync(ct);
        var begun = 0;
        foreach (var gateway in gateways.All.Where(gateway => gateway is IGatewayBooks))
        {
            if (await TakeAsync(gateway.Name, ct) is { } run)
            {
                await CompareAsync(run, gateway, ct);
                begun++;
            }
        }

        return begun;
    }

    private async Task<ReconciliationRun?> TakeAsync(string gateway, CancellationToken ct)
    {
        try
        {
            return await transaction.ExecuteAsync((db, token) => TakeDueAsync(db, gateway, token), ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            return null; // Another worker was quicker.
        }
    }

    private async Task<ReconciliationRun?> TakeDueAsync(CommerceDbContext db, string gateway, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var latest = BusinessDay.LastOver(now, options.Value.DailyAt);
        var earliest = latest.AddDays(1 - options.Value.CatchUpDays);
        if (await db.LockDueRunAsync(gateway, earliest, now, ct) is { } due)
        {
            PollSpan.FoundWork(1);
            due.BeginAgain(now, record.LeaseFrom(now));
            await RunRecord.ForgetAsync(db, due.Id, ct);
            return due;
        }

        var last = await db.Reconciliations
            .Where(r => r.Gateway == gateway)
            .MaxAsync(r => EF.Property<DateOnly?>(r, ReconciliationRunTable.DailyDay), ct);
        var next = last is { } done && done >= earliest ? done.AddDays(1) : last is null ? latest : earliest;
        if (next > latest)
        {
            return null;
        }

        PollSpan.FoundWork(1);
        var run = ReconciliationRun.Begin(gateway, next, ReconciliationKind.Daily, now, record.LeaseFrom(now));
        db.Reconciliations.Add(run);
        return run;
    }

    private async Task CompareAsync(ReconciliationRun run, IPaymentGateway gateway, CancellationToken ct)
    {
        try
        {
            await compare.ExecuteAsync(run, gateway, ct);
        }
        catch (RunTakenException e)
        {
            ReconciliationLog.Taken(logger, e, run.Id, run.Day);
        }
    }
}
