using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Telemetry;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>
/// Takes the money that the buyer agreed to in the window: a while of thinking, then it is taken, or refused, or neither. What becomes of
/// it was decided by the script, by what was picked in the window, or by the dice, in this order.
/// </summary>
internal sealed class ConfirmWindowPayment(
    WindowPaymentStore payments,
    CaptureWindowPayment capture,
    RefuseWindowPayment refuse,
    OutcomePolicy policy,
    TossDialControl dials,
    TimeProvider time)
{
    /// <param name="english">The language of what is said of a refusal.</param>
    /// <exception cref="TossException">
    /// There is no such payment, or nothing to confirm any more, or it is another's order or another amount.
    /// </exception>
    public async Task<TossReply> ExecuteAsync(WindowConfirmRequest wish, KeyedCall? call, bool english, CancellationToken ct)
    {
        var payment = await payments.FindAsync(wish.PaymentKey, ct) ?? throw new TossException("NOT_FOUND_PAYMENT");
        Check(payment, wish);
        var plan = policy.NextPayment(WindowFate.Find(payment.Fate));
        PgTelemetry.CountRequest(plan.Answer.ToString());
        await Task.Delay(plan.AcceptDelay, time, ct);
        if (!IsProcessed(plan))
        {
            return new TossReply(null, plan);
        }

        if (plan.ProcessDelay is not { } takes)
        {
            return new TossReply(null, plan with { Answer = AnswerFault.Hang }); // Until its clock ends it.
        }

        await Task.Delay(plan.CallbackBeforeAnswer ? TimeSpan.Zero : takes, time, ct);

        // From here on nothing is broken off: a process that is being stopped must not leave the merchant in doubt.
        var concluded = WindowFate.ErrorOf(plan, payment.Amount) is { } error
            ? await refuse.ExecuteAsync(payment, error, plan, call, english, CancellationToken.None)
            : await capture.ExecuteAsync(payment, plan, call, CancellationToken.None);
        return concluded ?? throw await ReasonAsync(wish);
    }

    private bool IsProcessed(PaymentPlan plan) =>
        plan.IsStored || (plan.Answer == AnswerFault.TooManyRequests && dials.Current.TooManyRequestsProcesses);

    private void Check(WindowPayment payment, WindowConfirmRequest wish)
    {
        if (payment.OrderId != wish.OrderId)
        {
            throw new TossException("NOT_FOUND_PAYMENT_SESSION");
        }

        if (payment.Amount != wish.Amount)
        {
            throw new TossException(dials.Current.OtherAmountIsInvalidRequest ? "INVALID_REQUEST" : "NOT_FOUND_PAYMENT_SESSION");
        }

        switch (payment.Status)
        {
            case WindowPaymentStatus.IN_PROGRESS when !payment.IsOver:
                return;
            case WindowPaymentStatus.READY or WindowPaymentStatus.IN_PROGRESS or WindowPaymentStatus.EXPIRED:
                throw new TossException("NOT_FOUND_PAYMENT_SESSION");
            default:
                throw new TossException(
                    dials.Current.RepeatedConfirmFindsNoSession ? "NOT_FOUND_PAYMENT_SESSION" : "ALREADY_PROCESSED_PAYMENT");
        }
    }

    // Another confirm, or the clock, was quicker.
    private async Task<TossException> ReasonAsync(WindowConfirmRequest wish)
    {
        var payment = await payments.FindAsync(wish.PaymentKey, CancellationToken.None) ?? throw new TossException("NOT_FOUND_PAYMENT");
        Check(payment, wish);
        return new TossException("DUPLICATED_ORDER_ID");
    }
}
