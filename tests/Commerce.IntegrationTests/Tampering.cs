using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>One thing wrong in the books of an order, done by SQL and undone on disposal.</summary>
internal sealed class Tampering : IAsyncDisposable
{
    private const string CaptureLine = "order_id = @order AND kind = 'CAPTURED' AND account = 'PG_RECEIVABLE'";

    // Those that are not computed.
    private const string JournalColumns = "id, order_id, kind, account, product_id, amount, transaction_key, created_at";

    /// <summary>A transaction that nobody here asked for, copied from one that somebody did.</summary>
    public const string ForeignKey = "20260101:TR:f0e1d2";

    private readonly Shop _shop;
    private readonly object _order;
    private readonly string _undo;

    private Tampering(Shop shop, object order, string undo) => (_shop, _order, _undo) = (shop, order, undo);

    public static async Task<Tampering> DoAsync(Shop shop, string what, long order, string key)
    {
        var (sql, undo) = what switch
        {
            "journal amount" => (
                $"UPDATE journal SET amount = amount - 1 WHERE {CaptureLine}",
                $"UPDATE journal SET amount = amount + 1 WHERE {CaptureLine}"),
            "journal line deleted" => (
                $"CREATE TABLE kept AS SELECT * FROM journal WHERE {CaptureLine}; DELETE FROM journal WHERE {CaptureLine}",
                $"INSERT INTO journal ({JournalColumns}) SELECT {JournalColumns} FROM kept; DROP TABLE kept"),
            "payment state" => (
                "UPDATE commerce_payments SET status = 'FAILED' WHERE order_id = @order",
                "UPDATE commerce_payments SET status = 'SUCCESS' WHERE order_id = @order"),
            "payment deleted" => (
                "UPDATE commerce_payments SET transaction_key = 'moved', order_id = 0 WHERE order_id = @order",
                "UPDATE commerce_payments SET transaction_key = @key, order_id = @order WHERE transaction_key = 'moved'"),
            "PG amount" => (
                "UPDATE paymentgateway.payments SET amount = amount + 1 WHERE transaction_key = @key",
                "UPDATE paymentgateway.payments SET amount = amount - 1 WHERE transaction_key = @key"),
            "PG row deleted" => (
                "CREATE TABLE kept AS SELECT * FROM paymentgateway.payments WHERE transaction_key = @key; DELETE FROM "
                + "paymentgateway.payments WHERE transaction_key = @key",
                "INSERT INTO paymentgateway.payments SELECT * FROM kept; DROP TABLE kept"),
            "foreign PG row" => (Copied("'SOMEBODY-ELSE'"), Removed),
            "second capture" => (Copied("order_id"), Removed),
            "asked for a day earlier" => (
                "UPDATE paymentgateway.payments SET created_at = created_at - INTERVAL 1 DAY WHERE transaction_key = @key",
                "UPDATE paymentgateway.payments SET created_at = created_at + INTERVAL 1 DAY WHERE transaction_key = @key"),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
        var tampering = new Tampering(shop, new { order, key }, undo);
        await tampering.ExecuteAsync(sql);
        return tampering;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(_undo);

    private const string Removed =
        $"DELETE FROM paymentgateway.payments WHERE transaction_key = '{ForeignKey}'; DELETE FROM paymentgateway.approvals WHERE "
        + $"transaction_key = '{ForeignKey}'";

    private static string Copied(string orderId) => $"""
        INSERT INTO paymentgateway.payments
        SELECT '{ForeignKey}', user_id, {orderId}, card_type, card_no, amount, callback_url, status, reason, created_at, updated_at
        FROM paymentgateway.payments WHERE transaction_key = @key;
        INSERT INTO paymentgateway.approvals
        SELECT '{ForeignKey}', status, reason, NULL, concluded_at FROM paymentgateway.approvals WHERE transaction_key = @key
        """;

    private async Task ExecuteAsync(string sql)
    {
        await using var database = await _shop.OpenDatabaseAsync();
        await database.ExecuteAsync(sql, _order);
    }
}
