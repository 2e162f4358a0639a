using Commerce.TestHost.Invariants;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.Overload;

/// <summary>What both databases say of the sale of a product.</summary>
internal sealed class SaleBooks(MySqlConnection server, long product)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How many pieces there are from now on.</summary>
    public Task PutOnSaleAsync(int stock) =>
        server.ExecuteAsync("UPDATE commerce.products SET stock = @stock WHERE id = @product", new { stock, product });

    public Task<int> StockAsync() =>
        server.ExecuteScalarAsync<int>("SELECT stock FROM commerce.products WHERE id = @product", new { product });

    /// <summary>How many pieces are in orders that are COMPLETED, of all time.</summary>
    public Task<long> SoldAsync() => server.ExecuteScalarAsync<long>(
        """
        SELECT COALESCE(SUM(i.quantity), 0) FROM commerce.orders o JOIN commerce.order_items i ON i.order_id = o.id
        WHERE o.status = 'COMPLETED' AND i.product_id = @product
        """,
        new { product });

    /// <summary>How long the last so many sales took, from the first of these orders to the end of the last.</summary>
    public async Task<TimeSpan> TookAsync(int sales) => TimeSpan.FromSeconds(await server.ExecuteScalarAsync<double>(
        """
        SELECT COALESCE(TIMESTAMPDIFF(MICROSECOND, MIN(created_at), MAX(updated_at)), 0) / 1e6 FROM (
            SELECT o.created_at, o.updated_at FROM commerce.orders o JOIN commerce.order_items i ON i.order_id = o.id
            WHERE o.status = 'COMPLETED' AND i.product_id = @product ORDER BY o.id DESC LIMIT @sales) AS sold
        """,
        new { product, sales }));

    /// <summary>Waits until nothing is open any more: every payment has ended and what was sold twice has gone back.</summary>
    public async Task QuietAsync(TimeSpan limit)
    {
        var (time, start) = (TimeProvider.System, TimeProvider.System.GetTimestamp());
        while (await OpenAsync() > 0 && time.GetElapsedTime(start) < limit)
        {
            await Task.Delay(Pace, time);
        }
    }

    // The sale begins with another stock than the shop's demo data, so that one rule does not apply.
    /// <summary>Every invariant of orders, money and goods, asked of both databases.</summary>
    /// <returns>A sentence for each breach.</returns>
    public Task<IReadOnlyList<string>> BreachesAsync() => InvariantChecker.BreachesAsync(
        server, InvariantChecker.All.Where(rule => rule.Name != "I6 what is on hand and what customers have is what there was at first"));

    private Task<long> OpenAsync() => server.ExecuteScalarAsync<long>(
        """
        SELECT (SELECT COUNT(*) FROM commerce.commerce_payments WHERE status IN ('PENDING', 'TIMEOUT'))
             + (SELECT COUNT(*) FROM commerce.outbox WHERE kind = 'VOID_PAYMENT' AND done_at IS NULL)
        """);
}
