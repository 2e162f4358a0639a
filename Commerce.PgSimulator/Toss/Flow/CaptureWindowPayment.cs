using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Telemetry;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Webhooks;
using Commerce.PgSimulator.Toss.Wire;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>
/// Takes the money, once: the payment's status, its line in the books, its webhook and the answer under the merchant's idempotency key are
/// one commit.
/// </summary>
internal sealed class CaptureWindowPayment(
    GatewaySessions database, TellMerchant tell, TossDialControl dials, IOptions<TossDialectOptions> options, TimeProvider time)
{
    // An order is approved once, by the unique index; a clock that has run out wins.
    private const string Approve = $"""
        UPDATE toss_payments
        SET status = 'DONE', approved_at = @now, approve_no = @approval, approved_order_id = order_id, last_transaction_key = @line,
            expires_at = NULL, trace_parent = @trace
        WHERE payment_key = @PaymentKey AND status = 'IN_PROGRESS' AND expires_at > {DueTime.Now}
        """;

    // What a gateway has that sent it to the card network twice: the order is that of the first.
    private const string ApproveTwin = """
        INSERT INTO toss_payments (payment_key, order_id, order_name, customer_key, amount, balance, status, card_number, success_url,
                                   fail_url, requested_at, approved_at, approve_no, last_transaction_key)
        SELECT @twin, order_id, order_name, customer_key, amount, balance, 'DONE', card_number, success_url, fail_url, requested_at, @now,
               @approval, @line
        FROM toss_payments WHERE payment_key = @PaymentKey
        """;

    /// <returns>Null when another confirm, another payment of the order or the clock was quicker.</returns>
    public async Task<TossReply?> ExecuteAsync(WindowPayment payment, PaymentPlan plan, KeyedCall? call, CancellationToken ct)
    {
        var row = RowOf(payment, twin: null);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        if (!await MovesAsync(connection, new CommandDefinition(Approve, row, cancellationToken: ct)))
        {
            return null;
        }

        await BookAsync(connection, payment, payment.PaymentKey, row, ct);
        if (plan.IsKeptTwice)
        {
            var twin = RowOf(payment, $"tgen_{Guid.NewGuid():N}");
            await connection.ExecuteAsync(new CommandDefinition(ApproveTwin, twin, cancellationToken: ct));
            await BookAsync(connection, payment, twin.Twin!, twin, ct);
        }

        var captured = (await WindowPaymentStore.ReadAsync(connection, payment.PaymentKey, ct))!;
        var webhook = await tell.WriteAsync(connection, captured, plan, ct);
        var body = WindowPaymentBody.Of(captured, options.Value.MerchantId);
        if (call is not null)
        {
            await KeyedCallStore.RecordAsync(connection, call, AnswerToKeep(body, plan), ct);
        }

        await transaction.CommitAsync(ct);
        PgTelemetry.CountConcluded(1);
        await tell.SendAsync(webhook, plan, ct);
        return TossReply.Of(body, plan);
    }

    private Row RowOf(WindowPayment payment, string? twin) => new(
        payment.PaymentKey, twin, time.GetUtcNow().UtcDateTime, PaymentKeys.NewApproval(), PaymentKeys.NewTransaction(), TraceLink.Current);

    private static async Task<bool> MovesAsync(MySqlConnection connection, CommandDefinition move)
    {
        try
        {
            return await connection.ExecuteAsync(move) == 1;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            return false; // The order has an approved payment.
        }
    }

    private static Task BookAsync(
        MySqlConnection connection, WindowPayment payment, string paymentKey, Row row, CancellationToken ct)
    {
        var (done, amount) = (WindowPaymentStatus.DONE, payment.Amount);
        var entry = new WindowBookEntry(row.Line, paymentKey, WindowBook.Approval, done, amount, amount, row.Now);
        return WindowBook.WriteAsync(connection, entry, ct);
    }

    // An answer that is lost on its way is kept as it was; a 500 is what was answered.
    private KeyedAnswer? AnswerToKeep(WindowPaymentBody body, PaymentPlan plan) => plan.Answer == AnswerFault.ErrorAfterAccept
        ? KeyedAnswer.ToKeep(TossErrors.Named("FAILED_INTERNAL_SYSTEM_PROCESSING"), english: false, dials.Current)
        : new KeyedAnswer(StatusCodes.Status200OK, TossJson.Write(body));

    private sealed record Row(string PaymentKey, string? Twin, DateTime Now, string Approval, string Line, string? Trace);
}
