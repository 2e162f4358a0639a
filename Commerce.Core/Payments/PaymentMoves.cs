using System.Collections.Frozen;

namespace Commerce.Core.Payments;

/// <summary>The one list of moves a payment can make (I10). What is not here is PAYMENT_002.</summary>
public static class PaymentMoves
{
    private static readonly FrozenSet<(PaymentStatus From, PaymentStatus To)> Moves = new[]
    {
        (PaymentStatus.AwaitingBuyer, PaymentStatus.Pending),
        (PaymentStatus.AwaitingBuyer, PaymentStatus.Failed),
        (PaymentStatus.Pending, PaymentStatus.Success),
        (PaymentStatus.Pending, PaymentStatus.Failed),
        (PaymentStatus.Pending, PaymentStatus.Timeout),
        (PaymentStatus.Timeout, PaymentStatus.Pending),
        (PaymentStatus.Timeout, PaymentStatus.Success),
        (PaymentStatus.Timeout, PaymentStatus.Failed),
        (PaymentStatus.Success, PaymentStatus.Cancelled),
        (PaymentStatus.Failed, PaymentStatus.Cancelled), // A capture that came to light late, and was voided.
    }.ToFrozenSet();

    public static bool Allow(PaymentStatus from, PaymentStatus to) => Moves.Contains((from, to));
}
