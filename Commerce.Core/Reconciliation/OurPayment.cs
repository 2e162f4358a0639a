using Commerce.Core.Payments;

namespace Commerce.Core.Reconciliation;

/// <summary>A payment of ours, as far as the comparison needs it.</summary>
/// <param name="UpdatedAt">When its state last moved.</param>
/// <param name="IsVoidUnderWay">The money is on its way back; the PG may or may not have done it.</param>
internal sealed record OurPayment(
    long Id, long OrderId, TransactionKey? Key, long Amount, PaymentStatus Status, DateTimeOffset UpdatedAt, bool IsVoidUnderWay);
