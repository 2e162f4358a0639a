using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>The tables that a paid order writes, at the merchant and at the PG.</summary>
internal sealed record FloorTables(
    FloorTable Orders,
    FloorTable Items,
    FloorTable Payments,
    FloorTable Inbox,
    FloorTable Journal,
    FloorTable Events,
    FloorTable PgPayments,
    FloorTable PgApprovals,
    FloorTable PgCallbacks,
    FloorTable PgKeys)
{
    private const string Commerce = "commerce";
    private const string Pg = "paymentgateway";

    public static async Task<FloorTables> MakeAsync(MySqlConnection server, long order)
    {
        await server.ExecuteAsync(
            """
            DROP DATABASE IF EXISTS floor;
            CREATE DATABASE floor CHARACTER SET utf8mb4;
            CREATE TABLE floor.products LIKE commerce.products;
            INSERT INTO floor.products SELECT * FROM commerce.products;
            """);
        var key = await server.QuerySingleAsync<string>(
            "SELECT transaction_key FROM commerce.commerce_payments WHERE order_id = @order", new { order });
        var atThePg = $"transaction_key = '{key}'";
        return new FloorTables(
            await FloorTable.MakeAsync(server, Commerce, "orders", $"id = {order}"),
            await FloorTable.MakeAsync(server, Commerce, "order_items", $"order_id = {order}"),
            await FloorTable.MakeAsync(server, Commerce, "commerce_payments", $"order_id = {order}"),
            await FloorTable.MakeAsync(server, Commerce, "callback_inbox", atThePg),
            await FloorTable.MakeAsync(server, Commerce, "journal", $"order_id = {order}"),
            await FloorTable.MakeAsync(server, Commerce, "event_log", $"order_id = {order}"),
            await FloorTable.MakeAsync(server, Pg, "payments", atThePg),
            await FloorTable.MakeAsync(server, Pg, "approvals", atThePg),
            await FloorTable.MakeAsync(server, Pg, "callbacks", atThePg),
            await FloorTable.MakeAsync(server, Pg, "idempotency_keys", atThePg));
    }
}
