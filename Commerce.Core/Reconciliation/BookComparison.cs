using Commerce.Core.Payments;
using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Reconciliation;

/// <summary>
/// Holds one line against what the other side has. A line breaks in one way at most: what is missing is not also different, and what
/// differs in amount is not also different in state.
/// </summary>
/// <param name="SettledBefore">What last moved before this instant has settled, and must agree in state too.</param>
internal readonly record struct BookComparison(DateTimeOffset SettledBefore)
{
    private const string Won = "KRW";

    /// <summary>A line of the PG's books against ours.</summary>
    public Verdict Compare(PgBookLine line, OurSide ours)
    {
        if (ours.IsRepeated || (IsHeldTwice(line, ours) && ours.Payment?.Key is null))
        {
            return new Verdict(BreakKind.Duplicate);
        }

        if (ours.Payment is not { } payment)
        {
            return new Verdict(BreakKind.MissingHere);
        }

        var movement = line.Type == PgBookLineType.Payment ? ours.Captured : ours.Voided;
        if (line.Currency != Won || line.Amount != payment.Amount || (movement is not null && movement.Amount != line.Amount))
        {
            return new Verdict(BreakKind.AmountDiffers);
        }

        if (!AgreesInState(line, payment, ours))
        {
            return HasSettled(line, ours) ? new Verdict(BreakKind.StateDiffers) : Verdict.Unsettled;
        }

        // The states agree that money moved; then the journal has to have it.
        return movement is null && line.State == PgState.Success ? new Verdict(BreakKind.MissingHere) : Verdict.Agrees;
    }

    /// <summary>A line of our journal that the PG's books of the day do not have, against what the PG says when it is asked for the key.</summary>
    /// <param name="found">Null: the PG has nothing under the key.</param>
    public Verdict Compare(OurMovement movement, PgLookup.Found? found)
    {
        if (found is null)
        {
            return new Verdict(BreakKind.MissingAtPg);
        }

        if (found.Amount != movement.Amount)
        {
            return new Verdict(BreakKind.AmountDiffers);
        }

        var isCapture = movement.Type == PgBookLineType.Payment;
        if (found.State == PgState.Cancelled || (isCapture && found.State == PgState.Success))
        {
            return Verdict.Agrees; // The PG has it, on another day.
        }

        if (movement.PostedAt >= SettledBefore)
        {
            return Verdict.Unsettled;
        }

        // A payment that was not cancelled is there; the cancel is what is missing.
        return new Verdict(isCapture ? BreakKind.StateDiffers : BreakKind.MissingAtPg);
    }

    private static bool IsHeldTwice(PgBookLine line, OurSide ours) =>
        line is { Type: PgBookLineType.Payment, State: PgState.Success } && ours.IsCapturedElsewhere;

    private static bool AgreesInState(PgBookLine line, OurPayment payment, OurSide ours)
    {
        if (line.Type == PgBookLineType.Cancel)
        {
            return payment.Status == PaymentStatus.Cancelled;
        }

        return line.State switch
        {
            // A cancel has a line of its own. A late capture stays FAILED until the PG has given the money back.
            PgState.Success => payment.Status is PaymentStatus.Success or PaymentStatus.Cancelled
                || (payment.Status == PaymentStatus.Failed && payment.IsVoidUnderWay && ours.Captured is not null),
            PgState.Pending => payment.Status is PaymentStatus.Pending or PaymentStatus.Timeout && ours.Captured is null,
            PgState.Failed or PgState.Cancelled => payment.Status == PaymentStatus.Failed && ours.Captured is null,
            _ => throw new ArgumentOutOfRangeException(nameof(line), line.State, null),
        };
    }

    private bool HasSettled(PgBookLine line, OurSide ours)
    {
        var settledBefore = SettledBefore;
        DateTimeOffset?[] moves = [line.RequestedAt, line.ConcludedAt, ours.Payment?.UpdatedAt, ours.Captured?.PostedAt, ours.Voided?.PostedAt];
        return moves.All(moved => moved is null || moved < settledBefore);
    }
}

/// <summary>How a line came out.</summary>
/// <param name="Break">Null when it agrees, or when it is too early to say.</param>
internal readonly record struct Verdict(BreakKind? Break, bool IsTooEarly = false)
{
    public static readonly Verdict Agrees = new(null);
    public static readonly Verdict Unsettled = new(null, IsTooEarly: true);
}
