using Commerce.Core.Reconciliation;

namespace Commerce.Api.Reconciliations;

/// <param name="FailureReason">Why a FAILED run broke off; nothing is known about the books then.</param>
/// <param name="PgLines">How many lines the PG's books of the day had.</param>
/// <param name="Unsettled">Lines that differ in state and moved too recently to count as breaks.</param>
/// <param name="Pg">The PG's sums of the day.</param>
/// <param name="Ours">Our journal's. Equal to the PG's when nothing breaks and nothing is unsettled.</param>
/// <param name="BreakCount">How many breaks there are in all.</param>
/// <param name="Breaks">The first of them; left out in lists.</param>
internal sealed record ReconciliationResponse(
    long Id,
    string Gateway,
    DateOnly Date,
    ReconciliationKind Kind,
    ReconciliationStatus Status,
    string? FailureReason,
    int Tries,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long PgLines,
    long Unsettled,
    BookSums Pg,
    BookSums Ours,
    long BreakCount,
    IReadOnlyList<BreakResponse>? Breaks = null)
{
    /// <summary>How many breaks the JSON holds at most; the CSV holds all.</summary>
    public const int MostBreaks = 1_000;

    public static ReconciliationResponse Of(ReconciliationRun run) => new(
        run.Id,
        run.Gateway,
        run.Day,
        run.Kind,
        run.Status,
        run.FailureReason,
        run.Tries,
        run.StartedAt,
        run.EndedAt,
        run.PgLines,
        run.Unsettled,
        new BookSums(run.PgCaptured, run.PgCancelled, run.PgCaptured - run.PgCancelled),
        new BookSums(run.OurCaptured, run.OurCancelled, run.OurCaptured - run.OurCancelled),
        run.Breaks);

    public static async Task<ReconciliationResponse> OfAsync(ReconciliationRun run, FindReconciliation find, CancellationToken ct)
    {
        var breaks = await find.ReadBreaksAsync(run.Id, ct).Take(MostBreaks).Select(BreakResponse.Of).ToListAsync(ct);
        return Of(run) with { Breaks = breaks };
    }
}

/// <summary>Won.</summary>
/// <param name="Net">What the PG owes us: captured less cancelled.</param>
internal sealed record BookSums(long Captured, long Cancelled, long Net);
