using Commerce.Core.CustomerService;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Writes down what became of a callback. One that has to wait is tried again with growing gaps until its time is over; if the PG had
/// signed it, customer service hears of that, because it told of money that nobody here has found.
/// </summary>
public sealed class RecordCallback(DatabaseTransaction transaction, IOptions<InboxOptions> options, IDatabaseClock clock)
{
    public Task ExecuteAsync(long callbackId, CallbackState state, long? paymentId, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var now = await clock.NowAsync(db, token);
            var stored = await db.Callbacks.SingleAsync(c => c.Id == callbackId, token);
            if (state is not (CallbackState.Unmatched or CallbackState.Unanswered))
            {
                stored.Handle(state, paymentId, now);
            }
            else if (!stored.Wait(state, paymentId, now, options.Value.GiveUpAfter) && stored.MessageId is not null)
            {
                await OpenCaseAsync(db, stored, now, token);
            }

            return state;
        },
        ct);

    private static async Task OpenCaseAsync(CommerceDbContext db, CallbackRecord given, DateTimeOffset now, CancellationToken ct)
    {
        var why = given.State == CallbackState.Unmatched ? "no payment of ours fits it" : "the PG could not be asked about it";
        var detail = $"Callback {given.Id} of {given.ReceivedAt:u}, about {given.TransactionKey}, was given up: {why}.";
        await (given.PaymentId is { } paymentId
            ? Cases.OpenAsync(db, await db.LockPaymentAsync(paymentId, ct), CaseReason.CallbackUnused, detail, now, ct)
            : Cases.OpenWithoutPaymentAsync(db, CaseReason.CallbackUnused, detail, now, ct));
    }
}
