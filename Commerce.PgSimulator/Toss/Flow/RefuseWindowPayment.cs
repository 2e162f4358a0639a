using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Webhooks;
using Commerce.PgSimulator.Toss.Wire;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>Refuses a confirm: no money moves, and the payment is over where the code says so and the dials do not say otherwise.</summary>
internal sealed class RefuseWindowPayment(GatewaySessions database, TellMerchant tell, TossDialControl dials, TimeProvider time)
{
    private const string Abort = $"""
        UPDATE toss_payments
        SET status = 'ABORTED', failure_code = @Code, failure_message = @Korean, failed_at = @now, expires_at = NULL
        WHERE payment_key = @PaymentKey AND status = 'IN_PROGRESS' AND expires_at > {DueTime.Now}
        """;

    /// <param name="english">The language of the answer.</param>
    /// <returns>Null when another confirm or the clock was quicker.</returns>
    public async Task<TossReply?> ExecuteAsync(
        WindowPayment payment, DialectError error, PaymentPlan plan, KeyedCall? call, bool english, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        string? webhook = null;
        if (ConfirmErrors.Refusals.Contains(error) && !dials.Current.RefusalKeepsPayment)
        {
            if (!await EndsAsync(connection, payment, error, ct))
            {
                return null;
            }

            var ended = (await WindowPaymentStore.ReadAsync(connection, payment.PaymentKey, ct))!;
            webhook = await tell.WriteAsync(connection, ended, plan, ct);
        }

        if (call is not null)
        {
            await KeyedCallStore.RecordAsync(connection, call, KeyedAnswer.ToKeep(error, english, dials.Current), ct);
        }

        await transaction.CommitAsync(ct);
        await tell.SendAsync(webhook, plan, ct);
        return TossReply.Of(error, english, plan);
    }

    private async Task<bool> EndsAsync(
        MySqlConnection connection, WindowPayment payment, DialectError error, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var row = new { payment.PaymentKey, error.Code, error.Korean, now };
        if (await connection.ExecuteAsync(new CommandDefinition(Abort, row, cancellationToken: ct)) == 0)
        {
            return false;
        }

        var entry = new WindowBookEntry(
            PaymentKeys.NewTransaction(), payment.PaymentKey, WindowBook.Refusal, WindowPaymentStatus.ABORTED, payment.Amount, 0, now);
        await WindowBook.WriteAsync(connection, entry, ct);
        return true;
    }
}
