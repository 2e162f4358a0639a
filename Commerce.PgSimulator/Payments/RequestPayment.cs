using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Payments;

/// <summary>Accepts a payment: a while of thinking, perhaps a refusal, then it is stored and PENDING.</summary>
internal sealed class RequestPayment(PaymentStore payments, DueApprovals approvals, OutcomePolicy policy, TimeProvider time)
{
    private const int KeysToTry = 20;

    /// <exception cref="PgException">500: the dice refused it, and nothing is stored.</exception>
    public async Task<Payment> ExecuteAsync(string userId, PaymentRequest request, CancellationToken ct)
    {
        var plan = policy.NextPayment();
        await Task.Delay(plan.AcceptDelay, time, ct);
        if (plan.Refuse)
        {
            throw new PgException(WireError.Internal, "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
        }

        return await StoreAsync(userId, request, plan, ct);
    }

    private async Task<Payment> StoreAsync(string userId, PaymentRequest request, PaymentPlan plan, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= KeysToTry; attempt++)
        {
            var now = time.GetUtcNow();
            var due = now + plan.ProcessDelay;
            var payment = new Payment
            {
                TransactionKey = TransactionKey.New(now),
                UserId = userId,
                OrderId = request.OrderId,
                CardType = request.CardType,
                CardNo = request.CardNo,
                Amount = request.Amount,
                CallbackUrl = request.CallbackUrl,
            };
            if (await payments.TryAddAsync(payment, plan.Verdict, now, due, ct))
            {
                approvals.Announce(due);
                return payment;
            }
        }

        throw new PgException(WireError.Internal);
    }
}
