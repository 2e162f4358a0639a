using Dapper;
using MySqlConnector;

namespace Commerce.TestHost.Filling;

/// <summary>
/// Fills a database with the rows that finished orders leave, at the shop and at the PG, by statements that make them within the server:
/// members, products, likes, coupons, orders that were completed, refused by the PG or cancelled, their money in the journal and in the
/// PG's books. All rules of <c>InvariantChecker</c> hold of them. Rows that are kept for a time only are those of that time.
/// </summary>
/// <param name="server">The server's administrator.</param>
/// <param name="shop">The shop's database.</param>
/// <param name="pg">The PG's database; null: it is left as it is.</param>
public sealed class FillDatabase(MySqlConnection server, string shop, string? pg, TimeProvider time)
{
    private const int OrdersAtOnce = 10_000;
    private const int Seoul = 9;

    private static readonly string[] Tables =
    [
        "members", "products", "likes", "member_coupons", "point_entries", "orders", "order_items", "commerce_payments", "callback_inbox",
        "outbox", "idempotency_keys", "cs_cases", "journal", "reconciliation_runs", "event_log",
    ];

    private static readonly string[] PgTables = ["payments", "approvals", "callbacks", "cancels", "idempotency_keys"];

    /// <param name="progress">Told how many orders there are already.</param>
    public async Task ExecuteAsync(FillSize size, IProgress<int>? progress, CancellationToken ct)
    {
        await RunAsync("SET SESSION sql_log_bin = 0, unique_checks = 0, foreign_key_checks = 0", null, ct);
        await RunAsync($"USE `{shop}`", null, ct);
        var values = await ValuesAsync(size, ct);
        foreach (var statement in ShopRows.Statements)
        {
            await RunAsync(statement, values, ct);
        }

        for (var first = 0; first < size.Orders; first += OrdersAtOnce)
        {
            values.AddDynamicParams(new { first, count = Math.Min(OrdersAtOnce, size.Orders - first) });
            foreach (var statement in pg is null ? OrderRows.Statements : [.. OrderRows.Statements, .. PgRows.StatementsFor(pg)])
            {
                await RunAsync(statement, values, ct);
            }

            progress?.Report(Math.Min(first + OrdersAtOnce, size.Orders));
        }

        foreach (var statement in ShopRows.Sums)
        {
            await RunAsync(statement, values, ct);
        }

        await AnalyseAsync(ct);
    }

    private async Task<DynamicParameters> ValuesAsync(FillSize size, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var yesterday = now.AddHours(Seoul).Date.AddDays(-1).AddHours(-Seoul);
        var last = await server.QuerySingleAsync<(long Order, long Payment, long Product, long Brand, long Coupon)>(new CommandDefinition(
            """
            SELECT (SELECT COALESCE(MAX(id), 0) FROM orders), (SELECT COALESCE(MAX(id), 0) FROM commerce_payments),
                   (SELECT COALESCE(MAX(id), 0) FROM products), (SELECT COALESCE(MAX(id), 0) FROM brands),
                   (SELECT COALESCE(MAX(id), 0) FROM coupons)
            """,
            cancellationToken: ct));
        var early = Math.Max(size.Orders - size.Yesterday, 1);
        return new DynamicParameters(new
        {
            members = size.Members,
            products = size.Products,
            days = size.Days,
            lastOrder = last.Order,
            lastPayment = last.Payment,
            lastProduct = last.Product,
            lastBrand = last.Brand,
            lastCoupon = last.Coupon,
            now,
            yesterday,
            early,
            begin = yesterday.AddDays(-size.Days),
            earlyStep = (long)(TimeSpan.FromDays(size.Days).TotalMicroseconds / early),
            lateStep = (long)(TimeSpan.FromHours(23).TotalMicroseconds / Math.Max(size.Yesterday, 1)),
        });
    }

    // Plans are made from what the server has counted, and it counts a table that grows only now and then.
    private async Task AnalyseAsync(CancellationToken ct)
    {
        await RunAsync($"ANALYZE TABLE {string.Join(", ", Tables.Select(table => $"`{shop}`.{table}"))}", null, ct);
        if (pg is not null)
        {
            await RunAsync($"ANALYZE TABLE {string.Join(", ", PgTables.Select(table => $"`{pg}`.{table}"))}", null, ct);
        }
    }

    private Task<int> RunAsync(string sql, object? values, CancellationToken ct) =>
        server.ExecuteAsync(new CommandDefinition(sql, values, commandTimeout: 0, cancellationToken: ct));
}
