using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Flow;

/// <summary>Answers what became of a payment, or lies about it when the dials say so.</summary>
internal sealed class LookUpPayment(PaymentStore payments, LookupFaults faults)
{
    /// <exception cref="PgException">404: the user has no such transaction. 500: the dials say so.</exception>
    public async Task<Payment> ExecuteAsync(string userId, string transactionKey, CancellationToken ct)
    {
        await faults.StumbleAsync(ct);
        return Visible(await payments.FindAsync(userId, transactionKey, ct))
            ?? throw new PgException(WireError.NotFound, $"(transactionKey: {transactionKey}) 결제건이 존재하지 않습니다.");
    }

    /// <exception cref="PgException">404: the user has no transaction for that order. 500: the dials say so.</exception>
    public async Task<IReadOnlyList<Payment>> ExecuteByOrderAsync(string userId, string orderId, CancellationToken ct)
    {
        await faults.StumbleAsync(ct);
        var found = (await payments.ListAsync(userId, orderId, ct)).Select(Visible).OfType<Payment>().ToList();
        return found.Count > 0
            ? found
            : throw new PgException(WireError.NotFound, $"(orderId: {orderId}) 에 해당하는 결제건이 존재하지 않습니다.");
    }

    private Payment? Visible(Payment? payment)
    {
        if (payment is null || faults.IsHidden(payment.CreatedAt))
        {
            return null;
        }

        return faults.IsStale(payment.ConcludedAt) ? payment with { Status = PaymentStatus.PENDING, Reason = null } : payment;
    }
}
