using System.Globalization;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Window;

/// <summary>Carries out what the buyer does in the window, and says where his browser goes.</summary>
internal sealed class LeaveWindow(
    GatewaySessions database,
    WindowPaymentStore payments,
    DueExpiries expiries,
    TossDialControl dials,
    IOptions<TossDialectOptions> options,
    TimeProvider time)
{
    private const string Agree = $"""
        UPDATE toss_payments SET status = 'IN_PROGRESS', card_number = @CardNumber, fate = @Fate,
               expires_at = {DueTime.Now} + INTERVAL @within MICROSECOND
        WHERE payment_key = @paymentKey AND status = 'READY' AND expires_at > {DueTime.Now}
        """;

    private const string Expire =
        $"UPDATE toss_payments SET expires_at = {DueTime.Now} WHERE payment_key = @paymentKey AND status = 'READY'";

    /// <returns>Null: he stays, for the window is over.</returns>
    /// <exception cref="TossException">
    /// NOT_FOUND_PAYMENT: there is no such window. NOT_FOUND_PAYMENT_SESSION: he has left it before, or it has expired.
    /// </exception>
    public async Task<string?> ExecuteAsync(string paymentKey, WindowPick pick, CancellationToken ct)
    {
        var payment = await payments.FindAsync(paymentKey, ct) ?? throw new TossException("NOT_FOUND_PAYMENT");
        if (payment.Status != WindowPaymentStatus.READY || payment.IsOver)
        {
            throw new TossException("NOT_FOUND_PAYMENT_SESSION");
        }

        switch (pick.Act)
        {
            case WindowAct.Close:
                return Failed(payment, "PAY_PROCESS_CANCELED", "사용자가 결제를 취소하였습니다.", dials.Current.ClosedWindowNamesOrder);
            case WindowAct.Fail:
                return Failed(payment, pick.Failure!, "결제가 실패하였습니다.", namesOrder: true);
            case WindowAct.Expire:
                await MoveAsync(Expire, new { paymentKey }, ct);
                expiries.Announce(time.GetUtcNow());
                return null;
            default:
                await AgreeAsync(paymentKey, pick, ct);
                return Succeeded(payment);
        }
    }

    private async Task AgreeAsync(string paymentKey, WindowPick pick, CancellationToken ct)
    {
        var within = pick.Act == WindowAct.AgreeAndExpire ? TimeSpan.Zero : options.Value.ConfirmWithin;
        if (await MoveAsync(Agree, new { paymentKey, pick.CardNumber, pick.Fate, within = within.Microseconds() }, ct) == 0)
        {
            throw new TossException("NOT_FOUND_PAYMENT_SESSION");
        }

        expiries.Announce(time.GetUtcNow() + within);
    }

    private async Task<int> MoveAsync(string sql, object row, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, row, cancellationToken: ct));
    }

    private static string Succeeded(WindowPayment payment)
    {
        var query = new Dictionary<string, string?>
        {
            ["paymentType"] = "NORMAL",
            ["orderId"] = payment.OrderId,
            ["paymentKey"] = payment.PaymentKey,
            ["amount"] = payment.Amount.ToString(CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString(payment.SuccessUrl, query);
    }

    private static string Failed(WindowPayment payment, string code, string message, bool namesOrder)
    {
        var query = new Dictionary<string, string?> { ["code"] = code, ["message"] = message };
        if (namesOrder)
        {
            query["orderId"] = payment.OrderId;
        }

        return QueryHelpers.AddQueryString(payment.FailUrl, query);
    }
}
