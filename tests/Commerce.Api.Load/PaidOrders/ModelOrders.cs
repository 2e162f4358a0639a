using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

internal static class ModelOrders
{
    /// <summary>The last order that was completed, once nothing of it is under way any more at either side.</summary>
    public static async Task<long> LastCompletedAsync(MySqlConnection server)
    {
        const string Sql = """
            SELECT MAX(p.order_id)
            FROM commerce.commerce_payments p
            JOIN commerce.orders o ON o.id = p.order_id AND o.status = 'COMPLETED'
            JOIN paymentgateway.callbacks c ON c.transaction_key = p.transaction_key AND c.sent_at IS NOT NULL
            JOIN commerce.callback_inbox i ON i.transaction_key = p.transaction_key AND i.payment_id IS NOT NULL
            """;
        return await server.ExecuteScalarAsync<long?>(Sql) ?? throw new InvalidOperationException("No order was completed in the warm-up.");
    }
}
