using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>Answers what became of a payment, or lies about it when the dials say so.</summary>
internal sealed class LookUpWindowPayment(WindowPaymentStore payments, LookupFaults faults, TossDialControl dials)
{
    /// <exception cref="TossException">NOT_FOUND_PAYMENT: there is none of that key.</exception>
    public async Task<WindowPayment> ExecuteAsync(string paymentKey, CancellationToken ct)
    {
        await faults.StumbleAsync(ct);
        return Visible(await payments.FindAsync(paymentKey, ct)) ?? throw new TossException("NOT_FOUND_PAYMENT");
    }

    /// <exception cref="TossException">NOT_FOUND_PAYMENT: there is none for that order.</exception>
    public async Task<WindowPayment> ExecuteByOrderAsync(string orderId, CancellationToken ct)
    {
        await faults.StumbleAsync(ct);
        return (await payments.ListAsync(orderId, ct)).Select(Visible).OfType<WindowPayment>().FirstOrDefault(IsShownByOrder)
            ?? throw new TossException("NOT_FOUND_PAYMENT");
    }

    private bool IsShownByOrder(WindowPayment payment) =>
        !dials.Current.OrderLookupHidesUnpaid || payment.Status is not (WindowPaymentStatus.READY or WindowPaymentStatus.IN_PROGRESS);

    private WindowPayment? Visible(WindowPayment? payment)
    {
        if (payment is null || faults.IsHidden(payment.RequestedAt))
        {
            return null;
        }

        return faults.IsStale(payment.ApprovedAt ?? payment.FailedAt) ? Before(payment) : payment;
    }

    private static WindowPayment Before(WindowPayment payment) => payment with
    {
        Status = WindowPaymentStatus.IN_PROGRESS,
        Balance = payment.Amount,
        ApprovedAt = null,
        ApproveNo = null,
        LastTransactionKey = null,
        FailureCode = null,
        Cancels = [],
    };
}
