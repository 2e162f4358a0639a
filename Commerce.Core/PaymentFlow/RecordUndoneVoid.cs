using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Notes that the PG was asked for the money of a payment and has not given it back. After a while that is a case for customer service,
/// and the member reads that it could not be undone. It is still tried: only the PG's books end a void, and the order stays what it is
/// until then. A PG that is out of reach refuses nothing, or its outage would open a case for every void that waits for its end.
/// </summary>
public sealed class RecordUndoneVoid(DatabaseTransaction transaction, IOptions<PaymentOptions> options, IDatabaseClock clock)
{
    private const int MaxWords = 300;

    /// <param name="books">What the PG's books say now.</param>
    /// <param name="refusal">The PG's words; null when it gave none.</param>
    public Task ExecuteAsync(long paymentId, GatewayLookup books, string? refusal, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var now = await clock.NowAsync(db, token);
            var payment = await db.LockPaymentAsync(paymentId, token);
            var since = await db.Outbox
                .Where(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == paymentId && m.DoneAt == null)
                .Select(m => (DateTimeOffset?)m.CreatedAt)
                .SingleOrDefaultAsync(token);
            if (now - since >= options.Value.VoidCaseAfter && payment.Status != PaymentStatus.Cancelled)
            {
                payment.LeaveCaptured(now);
                var detail = $"The money was to go back at {since:u} and has not. {WordsOf(books, refusal)} It is still tried.";
                await Cases.OpenAsync(db, payment, CaseReason.VoidRefused, detail, now, token);
            }

            return payment;
        },
        ct);

    private static string WordsOf(GatewayLookup books, string? refusal) => refusal is null
        ? books.Match(
            found => $"The PG has it as {EnumNameColumn<GatewayPaymentState>.NameOf(found.State)}.",
            _ => "The PG knows nothing of it.",
            unknown => $"The PG agreed, and its books could not be read: {ForeignText.Bounded(unknown.Reason, MaxWords)}")
        : $"The PG says: {ForeignText.Bounded(refusal, MaxWords)}";
}
