using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Orders that no answer has told of yet: they are found in the tables.</summary>
internal static class OrderRows
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<long> LastOrderIdAsync(this Shop shop)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(id), 0) FROM orders");
    }

    /// <summary>Waits for the next order after <paramref name="last"/> to be saved.</summary>
    public static Task<long> OrderAfterAsync(this Shop shop, long last) =>
        shop.FirstAsync("SELECT MIN(id) FROM orders WHERE id > @last", last);

    /// <summary>Waits for the next order after <paramref name="last"/> to be in the PG's own table.</summary>
    public static Task<long> OrderAtThePgAsync(this Shop shop, long last) =>
        shop.FirstAsync(
            "SELECT MIN(o.id) FROM orders o JOIN paymentgateway.payments g ON g.order_id = CONCAT('ORDER', LPAD(o.id, 6, '0')) WHERE "
            + "o.id > @last",
            last);

    private static async Task<long> FirstAsync(this Shop shop, string sql, long last)
    {
        await using var database = await shop.OpenDatabaseAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long? found;
        while ((found = await database.ExecuteScalarAsync<long?>(sql, new { last })) is null)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }

        return found.Value;
    }
}
