using Commerce.Core.Gateways;
using Commerce.Core.Payments;

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
    public ComparisonResult Compare(GatewayBookLine line, OurSide ours)
    {
        if (ours.IsRepeated || IsWholeAgain(line, ours) || (IsHeldTwice(line, ours) && ours.Payment?.Key is null))
        {
            return new ComparisonResult(BreakKind.Duplicate);
        }

        if (ours.Payment is not { } payment)
        {
            return new ComparisonResult(BreakKind.MissingHere);
        }

        var movement = line.Type == GatewayBookLineType.Payment ? ours.Captured : ours.Voided;
        if (line.Currency != Won || line.Amount != payment.Amount || (movement is not null && movement.Amount != line.Amount))
        {
            return new ComparisonResult(BreakKind.AmountDiffers);
        }

        if (!AgreesInState(line, payment, ours))
        {
            return HasSettled(line, ours) ? new ComparisonResult(BreakKind.StateDiffers) : ComparisonResult.Unsettled;
        }

        // The states agree that money moved; then the journal has to have it.
        return movement is null && line.State == GatewayPaymentState.Success
            ? new ComparisonResult(BreakKind.MissingHere)
            : ComparisonResult.Agrees;
    }

    /// <summary>
    /// A line of our journal that the PG's books of the day do not have, against what the PG says when it is asked for the key.
    /// </summary>
    /// <param name="found">Null: the PG has nothing under the key.</param>
    /// <param name="day">The day whose books were read.</param>
    public ComparisonResult Compare(OurMovement movement, GatewayLookup.Found? found, DateOnly day)
    {
        if (found is null)
        {
            return new ComparisonResult(BreakKind.MissingAtPg);
        }

        if (found.Amount != movement.Amount)
        {
            return new ComparisonResult(BreakKind.AmountDiffers);
        }

        var isCapture = movement.Type == GatewayBookLineType.Payment;
        if (isCapture && found.BookDay == day && movement.PostedAt < SettledBefore)
        {
            return new ComparisonResult(BreakKind.MissingAtPg); // It says that it is a payment of this day, and its books lack it.
        }

        if (found.State == GatewayPaymentState.Cancelled || (isCapture && found.State == GatewayPaymentState.Success))
        {
            return ComparisonResult.Agrees; // The PG has it, on another day.
        }

        if (movement.PostedAt >= SettledBefore)
        {
            return ComparisonResult.Unsettled;
        }

        // A payment that was not cancelled is there; the cancel is what is missing.
        return new ComparisonResult(isCapture ? BreakKind.StateDiffers : BreakKind.MissingAtPg);
    }

    // Of one payment there may be several cancels, and so several lines; but no second one over all of it.
    private static bool IsWholeAgain(GatewayBookLine line, OurSide ours) => ours.IsKeySeen && line.Amount == ours.Payment?.Amount;

    private static bool IsHeldTwice(GatewayBookLine line, OurSide ours) =>
        line is { Type: GatewayBookLineType.Payment, State: GatewayPaymentState.Success } && ours.IsCapturedElsewhere;

    private static bool AgreesInState(GatewayBookLine line, OurPayment payment, OurSide ours)
    {
        if (line.Type == GatewayBookLineType.Cancel)
        {
            return payment.Status == PaymentStatus.Cancelled;
        }

        return line.State switch
        {
            // A cancel has a line of its own. A late capture stays FAILED until the PG has given the money back.
            GatewayPaymentState.Success => payment.Status is PaymentStatus.Success or PaymentStatus.Cancelled
                || (payment.Status == PaymentStatus.Failed && payment.IsVoidUnderWay && ours.Captured is not null),
            GatewayPaymentState.Pending => payment.Status is PaymentStatus.Pending or PaymentStatus.Timeout && ours.Captured is null,
            GatewayPaymentState.Failed or GatewayPaymentState.Cancelled => payment.Status == PaymentStatus.Failed && ours.Captured is null,
            _ => throw new ArgumentOutOfRangeException(nameof(line), line.State, null),
        };
    }

    private bool HasSettled(GatewayBookLine line, OurSide ours)
    {
        var settledBefore = SettledBefore;
        DateTimeOffset?[] moves =
            [line.RequestedAt, line.ConcludedAt, ours.Payment?.UpdatedAt, ours.Captured?.PostedAt, ours.Voided?.PostedAt];
        return moves.All(moved => moved is null || moved < settledBefore);
    }
}
