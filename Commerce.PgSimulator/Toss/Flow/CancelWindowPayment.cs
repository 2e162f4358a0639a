using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Webhooks;
using Commerce.PgSimulator.Toss.Wire;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>
/// Gives money back, all of it or some. The payment's row is locked while it is looked at, so never more goes back than was taken; the
/// line in the books, the webhook and the answer under the merchant's idempotency key are in the same commit.
/// </summary>
internal sealed class CancelWindowPayment(
    GatewaySessions database,
    TellMerchant tell,
    OutcomePolicy policy,
    TossDialControl dials,
    IOptions<TossDialectOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Consecutive = TimeSpan.FromSeconds(1);

    private const string Lock = "SELECT payment_key FROM toss_payments WHERE payment_key = @paymentKey FOR UPDATE";

    private const string Reduce = """
        UPDATE toss_payments SET balance = @Refundable, status = @status, last_transaction_key = @TransactionKey
        WHERE payment_key = @PaymentKey
        """;

    /// <exception cref="TossException">There is no such payment, or not so much left, or another amount than he believes.</exception>
    public async Task<TossReply> ExecuteAsync(string paymentKey, WindowCancelRequest wish, KeyedCall? call, CancellationToken ct)
    {
        var plan = new PaymentPlan { Answer = policy.NextCancel() };
        if (!plan.IsStored)
        {
            return new TossReply(null, plan);
        }

        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        await connection.ExecuteAsync(new CommandDefinition(Lock, new { paymentKey }, cancellationToken: ct));
        var payment = await WindowPaymentStore.ReadAsync(connection, paymentKey, ct)
            ?? throw new TossException("NOT_FOUND_PAYMENT");
        Check(payment, wish);
        await GiveBackAsync(connection, payment, wish, ct);
        var cancelled = (await WindowPaymentStore.ReadAsync(connection, paymentKey, ct))!;
        var webhook = await tell.WriteAsync(connection, cancelled, TellMerchant.Well, ct);
        var body = WindowPaymentBody.Of(cancelled, options.Value.MerchantId);
        if (call is not null)
        {
            var answer = new KeyedAnswer(StatusCodes.Status200OK, TossJson.Write(body));
            await KeyedCallStore.RecordAsync(connection, call, answer, ct);
        }

        await transaction.CommitAsync(ct);
        await tell.SendAsync(webhook, TellMerchant.Well, ct);
        return TossReply.Of(body, plan);
    }

    private void Check(WindowPayment payment, WindowCancelRequest wish)
    {
        var code = payment switch
        {
            { Status: not (WindowPaymentStatus.DONE or WindowPaymentStatus.PARTIAL_CANCELED or WindowPaymentStatus.CANCELED) } =>
                "NOT_CANCELABLE_PAYMENT",
            { Balance: 0 } => "ALREADY_CANCELED_PAYMENT",
            _ when wish.Refundable is { } refundable && refundable != payment.Balance => "NOT_MATCHES_REFUNDABLE_AMOUNT",
            _ when wish.Amount > payment.Balance => "NOT_CANCELABLE_AMOUNT",
            _ when dials.Current.SecondCancelWithinASecondIsRefused && IsConsecutive(payment) => "FORBIDDEN_CONSECUTIVE_REQUEST",
            _ => null,
        };
        if (code is not null)
        {
            throw new TossException(code);
        }
    }

    private bool IsConsecutive(WindowPayment payment) =>
        payment.Cancels.Count > 0 && time.GetUtcNow().UtcDateTime - payment.Cancels[^1].CreatedAt < Consecutive;

    private async Task GiveBackAsync(
        MySqlConnection connection, WindowPayment payment, WindowCancelRequest wish, CancellationToken ct)
    {
        var amount = wish.Amount ?? payment.Balance;
        var status = amount == payment.Amount ? WindowPaymentStatus.CANCELED : WindowPaymentStatus.PARTIAL_CANCELED;
        var entry = new WindowBookEntry(
            PaymentKeys.NewTransaction(), payment.PaymentKey, WindowBook.Cancel, status, amount, payment.Balance - amount,
            time.GetUtcNow().UtcDateTime, wish.Reason);
        var row = new { entry.PaymentKey, entry.TransactionKey, entry.Refundable, status = status.ToString() };
        await connection.ExecuteAsync(new CommandDefinition(Reduce, row, cancellationToken: ct));
        await WindowBook.WriteAsync(connection, entry, ct);
    }
}
