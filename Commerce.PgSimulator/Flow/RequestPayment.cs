using System.Diagnostics;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Idempotency;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Telemetry;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.Failures;

namespace Commerce.PgSimulator.Flow;

/// <summary>
/// Takes a payment request in: a while of thinking, then it is refused or stored as PENDING. An idempotency key that is
/// known already leads to its transaction at once, without dice.
/// </summary>
internal sealed class RequestPayment(
    PaymentStore payments,
    IntentStore intents,
    IApprovalSchedule approvals,
    ProcessPayment process,
    SendCallback callback,
    OutcomePolicy policy,
    TimeProvider time)
{
    private const int KeysToTry = 20;

    public async Task<PaymentDecision> ExecuteAsync(string userId, PaymentRequest request, Intent? intent, CancellationToken ct)
    {
        if (intent is not null && await intents.FindTransactionAsync(intent, ct) is { } known)
        {
            return await KnownAsync(userId, known, ct);
        }

        var plan = policy.NextPayment(request.CardNo);
        PgTelemetry.CountRequest(plan.Answer.ToString());
        await Task.Delay(plan.AcceptDelay, time, ct);

        // From here on nothing is broken off: a process that is being stopped must not leave the merchant in doubt.
        if (!plan.IsStored)
        {
            return new PaymentDecision(null, plan);
        }

        var decision = await StoreAsync(userId, request, intent, plan, CancellationToken.None);
        if (plan.IsKeptTwice)
        {
            await StoreAsync(userId, request, intent: null, plan, CancellationToken.None); // Nobody asked for this one.
        }

        return decision;
    }

    private async Task<PaymentDecision> KnownAsync(string userId, string transactionKey, CancellationToken ct)
    {
        var payment = await payments.FindAsync(userId, transactionKey, ct) ?? throw new PgException(WireError.Internal);
        return new PaymentDecision(TransactionAnswer.From(payment), new PaymentPlan());
    }

    private async Task<PaymentDecision> StoreAsync(
        string userId, PaymentRequest request, Intent? intent, PaymentPlan plan, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= KeysToTry; attempt++)
        {
            var now = time.GetUtcNow();
            var dueIn = plan.CallbackBeforeAnswer ? callback.Longest : plan.ProcessDelay;
            var accepted = AcceptedPayment.Create(userId, request, plan, now, dueIn);
            switch (await payments.TryAddAsync(accepted, intent, ct))
            {
                case StoreResult.Stored:
                    await FailurePoint.ReachAsync(FailurePoints.PgPaymentStored);
                    Activity.Current.Tag(accepted.TransactionKey, accepted.OrderId);
                    await StartAsync(accepted.TransactionKey, plan, now + dueIn, ct);
                    return new PaymentDecision(new TransactionAnswer(accepted.TransactionKey, PaymentStatus.PENDING), plan);
                case StoreResult.IntentTaken: // Another request with the same key was quicker.
                    return await KnownAsync(userId, (await intents.FindTransactionAsync(intent!, ct))!, ct);
                case StoreResult.TransactionKeyTaken:
                    continue;
            }
        }

        throw new PgException(WireError.Internal); // The day's names are as good as used up.
    }

    private async Task StartAsync(string transactionKey, PaymentPlan plan, DateTimeOffset? due, CancellationToken ct)
    {
        if (plan.CallbackBeforeAnswer)
        {
            await process.ExecuteAsync(transactionKey, callback.Longest, ct);
            await callback.ExecuteAsync(transactionKey, ct);
            await approvals.AddFurtherAttemptsAsync(transactionKey, ct);
        }
        else if (due is { } at)
        {
            approvals.Add(transactionKey, at, plan.ProcessDelay!.Value);
        }
    }
}

/// <param name="Answer">What the merchant is to be told; null when nothing was stored.</param>
/// <param name="Plan">How it is told.</param>
internal sealed record PaymentDecision(TransactionAnswer? Answer, PaymentPlan Plan);
