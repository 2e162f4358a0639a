using System.Globalization;
using Commerce.Core.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Reconciliation;

/// <summary>
/// Carries a run through: the PG's lines of the day against what we have for them, then our own lines of the day that were not among
/// them against what the PG says of each. A payment may be asked for on one day and captured on the next, so neither side is looked
/// up within the day only. The PG is read and asked while no connection to the database is held.
/// </summary>
public sealed class CompareDay(
    OurBooks ourBooks,
    RunRecord record,
    BreakSpans breakSpans,
    ReconciliationTelemetry telemetry,
    IOptions<ReconciliationOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<CompareDay> logger)
{
    /// <returns>The run as it ended, COMPLETED or FAILED.</returns>
    /// <exception cref="RunTakenException">Another process has taken the run over; what it finds counts.</exception>
    internal async Task<ReconciliationRun> ExecuteAsync(ReconciliationRun run, IPaymentGateway gateway, CancellationToken ct)
    {
        using var span = OrderSpans.Start("compare books")
            ?.SetTag(SpanAttributes.BooksRunId, run.Id)
            .SetTag(SpanAttributes.BooksDay, run.Day.ToString("O", CultureInfo.InvariantCulture))
            .SetTag(SpanAttributes.Gateway, run.Gateway);
        try
        {
            var trouble = await ComparePgLinesAsync(run, gateway, ct) ?? await CompareOurLinesAsync(run, gateway, ct);
            var ended = trouble is null
                ? Ended(await record.CompleteAsync(run, ct))
                : await FailAsync(run, trouble, options.Value.RetryAfter);
            span?.SetTag(SpanAttributes.BooksBreaks, ended.Breaks);
            return ended;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await FailAsync(run, "It was interrupted.", TimeSpan.Zero);
            throw;
        }
        catch (Exception e) when (e is not RunTakenException)
        {
            if (!faults.TryReport(e))
            {
                ReconciliationLog.Bug(logger, e, run.Id);
            }

            return await FailAsync(run, $"It broke off here ({e.GetType().Name}).", options.Value.RetryAfter);
        }
    }

    /// <returns>What the PG's books broke off with; null when they were read to their end.</returns>
    private async Task<string?> ComparePgLinesAsync(ReconciliationRun run, IPaymentGateway gateway, CancellationToken ct)
    {
        var batch = new List<GatewayBookLine>(options.Value.BatchSize);
        var begun = time.GetTimestamp();
        if (gateway is not IGatewayBooks books)
        {
            return $"{gateway.Name} has no books to read.";
        }

        await foreach (var read in books.ReadBooksAsync(run.Day, options.Value.SilenceLimit, ct))
        {
            if (read.Match<string?>(_ => null, broken => broken.Reason) is { } trouble)
            {
                return trouble;
            }

            batch.Add(((GatewayBookRead.Line)read).Value);
            if (batch.Count >= options.Value.BatchSize || IsDue(begun))
            {
                await CompareAsync(run, gateway, batch, ct);
                batch.Clear();
                begun = time.GetTimestamp();
            }
        }

        await CompareAsync(run, gateway, batch, ct);
        return null;
    }

    private async Task CompareAsync(ReconciliationRun run, IPaymentGateway gateway, List<GatewayBookLine> lines, CancellationToken ct)
    {
        var findings = new Findings(run.Id, gateway);
        var ours = await ourBooks.ReadAsync(run, lines, ct);
        var comparison = ComparisonIn(run);
        foreach (var line in lines)
        {
            var side = ours.Of(line);
            findings.Add(line, side, comparison.Compare(line, side));
        }

        await RecordAsync(run, findings, gateway, ct);
    }

    /// <returns>What the PG could not say; null when it was asked about every line.</returns>
    private async Task<string?> CompareOurLinesAsync(ReconciliationRun run, IPaymentGateway gateway, CancellationToken ct)
    {
        var (from, to) = (BusinessDay.Start(run.Day), BusinessDay.Start(run.Day.AddDays(1)));
        OurMovement? after = null;
        while (await ourBooks.ReadUnseenAsync(run, from, to, after, options.Value.BatchSize, ct) is { Count: > 0 } unseen)
        {
            var findings = new Findings(run.Id, gateway);
            var begun = time.GetTimestamp();
            foreach (var (movement, memberId) in unseen)
            {
                var lookup = movement.Key is { } key && memberId is { } member
                    ? await gateway.LookUpByKeyAsync(member, key, ct)
                    : new GatewayLookup.Absent();
                if (lookup is GatewayLookup.Unknown unknown)
                {
                    return unknown.Reason;
                }

                var found = lookup as GatewayLookup.Found;
                findings.Add(movement, found, ComparisonIn(run).Compare(movement, found, run.Day));
                after = movement;
                if (IsDue(begun))
                {
                    break; // The rest of the page is read again, after this movement.
                }
            }

            await RecordAsync(run, findings, gateway, ct);
        }

        return null;
    }

    private async Task RecordAsync(ReconciliationRun run, Findings findings, IPaymentGateway gateway, CancellationToken ct)
    {
        await record.AddAsync(run, findings, ct);
        var payments = await breakSpans.ReadPaymentsAsync(findings.Breaks, gateway, ct);
        foreach (var found in findings.Breaks)
        {
            using var span = BreakSpans.Start(found, payments, gateway);
            telemetry.Count(found, run.Gateway);
            ReconciliationLog.Break(
                logger, run.Id, run.Day, run.Gateway, found.Kind, found.Type, found.TransactionKey.OrNone(), found.MerchantOrderId,
                found.PgState.OrNone(), found.PgAmount.OrNone(), found.OurState.OrNone(), found.OurAmount.OrNone());
        }
    }

    // Also when the caller has gone: a run that nobody carries on must not look as if somebody did.
    private async Task<ReconciliationRun> FailAsync(ReconciliationRun run, string reason, TimeSpan pause) =>
        Ended(await record.FailAsync(run, reason, pause, CancellationToken.None));

    private ReconciliationRun Ended(ReconciliationRun run)
    {
        telemetry.Count(run);
        if (run.Status == ReconciliationStatus.Completed)
        {
            ReconciliationLog.Completed(
                logger, run.Id, run.Kind, run.Day, run.Gateway, run.PgLines, run.Breaks, run.Unsettled, run.PgCaptured, run.PgCancelled,
                run.OurCaptured, run.OurCancelled);
        }
        else
        {
            ReconciliationLog.Failed(logger, run.Id, run.Kind, run.Day, run.Gateway, run.FailureReason.OrNone(),
                run.NextTryAt?.ToString("u", CultureInfo.InvariantCulture) ?? "none");
        }

        return run;
    }

    // Seen from the start of the run, by the clock that wrote our side of it.
    private BookComparison ComparisonIn(ReconciliationRun run) => new(run.StartedAt - options.Value.SettlingTime);

    private bool IsDue(long begun) => time.GetElapsedTime(begun) >= options.Value.Lease / 2;
}
