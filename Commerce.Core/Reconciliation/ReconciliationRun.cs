using Commerce.Core.Texts;

namespace Commerce.Core.Reconciliation;

/// <summary>One comparison of a day's books, with what came of it. Sums are in won.</summary>
public sealed class ReconciliationRun
{
    public const int MaxGatewayLength = 50;
    public const int MaxReasonLength = 500;

    private ReconciliationRun()
    {
    }

    public long Id { get; private set; }

    /// <summary>Whose books were compared with ours.</summary>
    public string Gateway { get; private init; } = string.Empty;

    /// <summary>A day in Seoul.</summary>
    public DateOnly Day { get; private init; }

    public ReconciliationKind Kind { get; private init; }

    public ReconciliationStatus Status { get; private set; }

    /// <summary>How often it was begun. Whoever began it last owns it; the others notice at their next write.</summary>
    public int Tries { get; private set; }

    /// <summary>
    /// While it runs: when its owner counts as dead. After a daily run that failed, or met lines that had not settled: when it is made
    /// again.
    /// </summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? FailureReason { get; private set; }

    /// <summary>How many lines the PG's books of the day had.</summary>
    public long PgLines { get; private set; }

    /// <summary>Lines that differ in state and moved too recently to be held against anybody.</summary>
    public long Unsettled { get; private set; }

    public long Breaks { get; private set; }

    public long PgCaptured { get; private set; }

    public long PgCancelled { get; private set; }

    /// <summary>What our journal has for the PG's lines of the day, and for its own that the PG does not have at all.</summary>
    public long OurCaptured { get; private set; }

    public long OurCancelled { get; private set; }

    public static ReconciliationRun Begin(
        string gateway, DateOnly day, ReconciliationKind kind, DateTimeOffset now, DateTimeOffset leasedUntil)
    {
        var run = new ReconciliationRun { Gateway = gateway, Day = day, Kind = kind };
        run.BeginAgain(now, leasedUntil);
        return run;
    }

    /// <summary>Starts from nothing: what an earlier try had found is found again, or has gone.</summary>
    public void BeginAgain(DateTimeOffset now, DateTimeOffset leasedUntil)
    {
        (Status, StartedAt, NextTryAt, EndedAt, FailureReason) = (ReconciliationStatus.Running, now, leasedUntil, null, null);
        (PgLines, Unsettled, Breaks, PgCaptured, PgCancelled, OurCaptured, OurCancelled) = (0, 0, 0, 0, 0, 0, 0);
        Tries++;
    }

    public void Add(BookFigures figures, DateTimeOffset leasedUntil)
    {
        PgLines += figures.PgLines;
        Unsettled += figures.Unsettled;
        Breaks += figures.Breaks;
        PgCaptured = checked(PgCaptured + figures.PgCaptured); // The PG may send anything; a sum that went around would look right.
        PgCancelled = checked(PgCancelled + figures.PgCancelled);
        OurCaptured += figures.OurCaptured;
        OurCancelled += figures.OurCancelled;
        NextTryAt = leasedUntil;
    }

    /// <param name="settledAt">When what has not settled yet will have; a daily run is made again then, if there is any such line.</param>
    public void Complete(DateTimeOffset now, DateTimeOffset settledAt)
    {
        (Status, EndedAt) = (ReconciliationStatus.Completed, now);
        NextTryAt = Kind == ReconciliationKind.Daily && Unsettled > 0 ? settledAt : null;
    }

    /// <summary>It could not be carried through. It says nothing about the books then, whatever it had found.</summary>
    /// <param name="nextTryAt">Counts for daily runs only: who asked for another one asks again.</param>
    public void Fail(string reason, DateTimeOffset now, DateTimeOffset nextTryAt)
    {
        (Status, EndedAt, FailureReason) = (ReconciliationStatus.Failed, now, ForeignText.Bounded(reason, MaxReasonLength));
        NextTryAt = Kind == ReconciliationKind.Daily ? nextTryAt : null;
    }
}
