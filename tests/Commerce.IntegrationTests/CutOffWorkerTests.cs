using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Two real workers, one of which cannot reach the PG: it keeps nothing from the other.</summary>
[Collection<ShopCollection>]
public sealed class CutOffWorkerTests(Shop shop)
{
    private const long Product = 7;
    private const int Orders = 4;

    [Fact]
    public async Task What_it_takes_it_gives_back_as_it_was_and_the_other_ends_every_order()
    {
        long[] orders;
        await using var cutOff = await CutOffWorker.StartAsync(shop);
        using (Standstill.OfWorker(shop))
        {
            orders = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => shop.PlaceAsync(Product, 1, Cards.CallbackLost)));

            await Shop.ReadUntilAsync(() => CountAsync("last_look_at IS NOT NULL", orders), $"{Orders}"); // It has taken each of them,
            await Shop.ReadUntilAsync(() => CountAsync("next_look_at <= UTC_TIMESTAMP(6)", orders), $"{Orders}"); // and leaves none leased.
            Assert.Equal("0", await CountAsync("looks > 0 OR absent_looks > 0 OR failed_looks > 0", orders));
        }

        Assert.All(await Task.WhenAll(orders.Select(order => shop.EndOfAsync(order))), order => Assert.Equal("COMPLETED", order.Status));
    }

    private async Task<string?> CountAsync(string condition, long[] orders)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<string>(
            $"SELECT COUNT(*) FROM commerce_payments WHERE order_id IN @orders AND ({condition})", new { orders });
    }
}
