using Commerce.Core.CustomerService;
using Commerce.Core.Leases;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Delivery;

/// <summary>
/// Writes down how a try to deliver a message ended. A message that fails again and again is set aside with a case: it must neither
/// spin nor keep the others waiting.
/// </summary>
public sealed class RecordDelivery(
    DatabaseTransaction transaction, IOptions<OutboxOptions> options, IDatabaseClock clock, ILogger<RecordDelivery> logger)
{
    /// <param name="done">There is nothing left to do.</param>
    /// <param name="failure">The error that it broke off with; null when it did not.</param>
    public async Task ExecuteAsync(long messageId, bool done, Exception? failure, CancellationToken ct)
    {
        var message = await transaction.ExecuteAsync((db, token) => RecordAsync(db, messageId, done, failure, token), ct);
        if (message.SetAsideAt is not null)
        {
            DeliveryLog.SetAside(logger, message.Kind, message.SubjectId, message.Failures);
        }
    }

    /// <summary>Notes that a message could not even be read. It is counted without being read, and its lease is the gap.</summary>
    public async Task FailUnreadAsync(long messageId, Exception failure, CancellationToken ct)
    {
        if (RecordFault.IsOfTheRecord(failure)
            && await transaction.ExecuteAsync((db, token) => RecordUnreadAsync(db, messageId, failure, token), ct))
        {
            DeliveryLog.UnreadSetAside(logger, messageId, options.Value.MostFailures);
        }
    }

    /// <summary>
    /// Gives a message back at once that could not be tried here: another worker may be able to, and the gaps do not grow.
    /// </summary>
    public Task GiveBackAsync(long messageId, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var message = await db.Outbox.SingleAsync(m => m.Id == messageId, token);
            message.GiveBack(await clock.NowAsync(db, token) + options.Value.PollInterval);
            return message;
        },
        ct);

    private async Task<OutboxMessage> RecordAsync(CommerceDbContext db, long messageId, bool done, Exception? failure, CancellationToken ct)
    {
        var message = await db.Outbox.SingleAsync(m => m.Id == messageId, ct);
        var now = await clock.NowAsync(db, ct);
        if (done)
        {
            message.Done(now);
        }
        else if (failure is not null && RecordFault.IsOfTheRecord(failure))
        {
            await FailAsync(db, message, failure, now, ct);
        }
        else
        {
            message.TryAgain(now + GapAfter(message.Tries));
        }

        return message;
    }

    private async Task FailAsync(CommerceDbContext db, OutboxMessage message, Exception failure, DateTimeOffset now, CancellationToken ct)
    {
        message.Fail(now + GapAfter(message.Tries));
        if (message.Failures < options.Value.MostFailures)
        {
            return;
        }

        message.SetAside(now);
        if (message.Kind == OutboxKind.VoidPayment) // The other kind is about a case, which is there already.
        {
            var orderId = await db.LockPaymentUnreadAsync(message.SubjectId, ct); // It may be what cannot be read.
            await Cases.OpenAsync(
                db, orderId, message.SubjectId, CaseReason.SetAside, RecordFault.Describe("The void", message.Failures, failure), now, ct);
        }
    }

    private async Task<bool> RecordUnreadAsync(CommerceDbContext db, long messageId, Exception failure, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var waiting = db.Outbox.Where(m => m.Id == messageId && m.NextTryAt != null);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(m => m.Failures, m => m.Failures + 1), ct);
        var setAside = await waiting.Where(m => m.Failures >= options.Value.MostFailures).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.SetAsideAt, now).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null), ct) > 0;
        if (setAside)
        {
            var detail = RecordFault.Describe($"Reading message {messageId} of the outbox", options.Value.MostFailures, failure);
            await Cases.OpenWithoutPaymentAsync(db, CaseReason.SetAside, detail, now, ct);
        }

        return setAside;
    }

    private TimeSpan GapAfter(int tries) => new Backoff(options.Value.FirstGap, options.Value.LongestGap).After(tries);
}
