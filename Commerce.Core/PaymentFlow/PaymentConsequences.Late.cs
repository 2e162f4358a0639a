using Commerce.Core.CustomerService;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.PaymentFlow;

/// <content>What is heard of a payment that has ended already.</content>
internal sealed partial class PaymentConsequences
{
    // The PG confirms what we had concluded. Whoever looked for that stops looking by himself: a callback is about one transaction.
    private async Task ConfirmFailureAsync(PaymentResult.Failed result, CancellationToken ct)
    {
        if (payment.TransactionKey is null && result.Key is { } key && LookAfter(result) is { } lookAgainAt)
        {
            payment.LearnFailure(key, lookAgainAt, now);
            return;
        }

        if (payment.FruitlessVoids == 0) // Else a person has to know that there was money once.
        {
            await Cases.ResolveAsync(db, payment, now, ct);
        }
    }

    // The order is over and was perhaps bought elsewhere: it is not brought back to life, the money goes back (I18).
    private async Task<bool> LateCaptureAsync(PaymentResult.Succeeded result, CancellationToken ct)
    {
        if (result.Key is not { } key)
        {
            return false;
        }

        if (payment.TransactionKey is { } own && own != key)
        {
            return await OfCapturedTwiceAsync(new PaymentResult.CapturedTwice(key, payment.Amount), ct);
        }

        // A paid one has a void that ended only where the order was sold out and the PG had nothing.
        if (payment.Status != PaymentStatus.Failed && !(payment.Status == PaymentStatus.Success && order.Status == OrderStatus.Failed))
        {
            return false;
        }

        if (await db.Outbox.SingleOrDefaultAsync(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == payment.Id, ct) is { } begun)
        {
            return ReopenVoid(begun);
        }

        if (payment.Status != PaymentStatus.Failed)
        {
            return false;
        }

        payment.CaptureLate(key, schedule.AfterSuccess(now), now);
        PostCapture();
        await GiveMoneyBackAsync(CaseReason.LateCapture, "The PG took money for an order that had failed. The money goes back.", ct);
        return true;
    }

    // A void that ended because the PG had nothing: now it has. The journal is even already, and stays so.
    private bool ReopenVoid(OutboxMessage begun)
    {
        var hadEnded = begun.DoneAt is not null;
        if (hadEnded)
        {
            begun.Reopen(now);
        }

        return hadEnded;
    }
}
