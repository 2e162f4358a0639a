using System.Diagnostics;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Telemetry;
using Commerce.PgSimulator.Toss.Wire;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>Reads payments with what went back of them, and stores new ones.</summary>
internal sealed class WindowPaymentStore(GatewaySessions database, TossDialControl dials)
{
    /// <summary>A payment, and what went back of it.</summary>
    private const string Select = $"""
        SELECT payment_key, order_id, order_name, customer_key, amount, balance, status, card_number, fate, success_url, fail_url,
               requested_at, approved_at, approve_no, last_transaction_key, failure_code, failure_message, failed_at,
               COALESCE(expires_at <= {DueTime.Now}, FALSE) AS is_over
        FROM toss_payments WHERE payment_key = @paymentKey;

        SELECT transaction_key, amount, reason, refundable, created_at
        FROM toss_transactions WHERE payment_key = @paymentKey AND kind = 'CANCEL' ORDER BY created_at;
        """;

    private const string Insert = $"""
        INSERT INTO toss_payments (payment_key, order_id, order_name, customer_key, amount, balance, status, success_url, fail_url,
                                   requested_at, expires_at)
        VALUES (@PaymentKey, @OrderId, @OrderName, @CustomerKey, @Amount, @Balance, 'READY', @SuccessUrl, @FailUrl,
                @RequestedAt, {DueTime.Now} + INTERVAL @lifetime MICROSECOND)
        """;

    /// <summary>The keys of an order's payments; the first is the one to show.</summary>
    internal const string KeysOfOrder = "SELECT payment_key FROM toss_payments WHERE order_id = @orderId ORDER BY requested_at";

    public async Task AddAsync(WindowPayment payment, TimeSpan lifetime, CancellationToken ct)
    {
        var row = new DynamicParameters(payment);
        row.Add("lifetime", lifetime.Microseconds());
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(Insert, row, cancellationToken: ct));
    }

    /// <returns>Null when there is no payment of that key.</returns>
    public async Task<WindowPayment?> FindAsync(string paymentKey, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await ReadAsync(connection, paymentKey, ct);
    }

    /// <summary>The payments of an order: the one that the dials show first, the others behind it.</summary>
    public async Task<IReadOnlyList<WindowPayment>> ListAsync(string orderId, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var found = await connection.QueryAsync<string>(new CommandDefinition(KeysOfOrder, new { orderId }, cancellationToken: ct));
        var keys = found.AsList();
        if (!dials.Current.OrderLookupShowsOldest)
        {
            keys.Reverse();
        }

        var payments = new List<WindowPayment>();
        foreach (var key in keys)
        {
            payments.Add((await ReadAsync(connection, key, ct))!);
        }

        return payments;
    }

    /// <summary>The payment as a transaction sees it; null when there is none.</summary>
    public static async Task<WindowPayment?> ReadAsync(
        MySqlConnection connection, string paymentKey, CancellationToken ct)
    {
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(Select, new { paymentKey }, cancellationToken: ct));
        if (await rows.ReadSingleOrDefaultAsync<WindowPayment>() is not { } payment)
        {
            return null;
        }

        Activity.Current.Tag(payment.PaymentKey, payment.OrderId);
        return payment with { Cancels = (await rows.ReadAsync<WindowCancel>()).AsList() };
    }
}
