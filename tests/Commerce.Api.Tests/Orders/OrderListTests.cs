using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.Api.Tests.Orders;

/// <summary>A member finds among his orders those that he looks for.</summary>
public sealed class OrderListTests(RunningApi api)
{
    [Fact]
    public async Task Orders_are_found_by_state_time_and_product_and_in_either_order()
    {
        var member = await api.AddMemberAsync(points: 10_000);
        var (tea, cup) = (await api.AddProductAsync(), await api.AddProductAsync());
        var (first, second, third) =
            (await BuyAsync(member, tea), await BuyAsync(member, cup), await BuyAsync(member, tea));
        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync("UPDATE orders SET created_at = '2026-01-31 15:00:00' WHERE id = @first", new { first });
        await database.ExecuteAsync("UPDATE orders SET created_at = '2026-02-01 14:59:59' WHERE id = @second", new { second });

        Assert.Equal([third, second, first], await FindAsync(member, string.Empty));
        Assert.Equal([third, second, first], await FindAsync(member, "status=COMPLETED"));
        Assert.Equal([first, second, third], await FindAsync(member, "sort=OLDEST"));
        Assert.Empty(await FindAsync(member, "status=FAILED"));
        Assert.Equal([third, first], await FindAsync(member, $"productId={tea}"));
        Assert.Equal([second, first], await FindAsync(member, "createdFrom=2026-02-01&createdTo=2026-02-01")); // A day in Seoul.
        Assert.Equal([first], await FindAsync(member, "createdTo=2026-02-01T09:00:00%2B09:00"));
        Assert.Equal([second], await FindAsync(member, "createdFrom=2026-01-31T15:00:00.000001Z&createdTo=2026-02-01T14:59:59.000001Z"));
    }

    [Fact]
    public async Task A_list_with_filters_is_read_to_its_end_by_cursor_and_no_other_list_goes_on_there()
    {
        var member = await api.AddMemberAsync(points: 10_000);
        var (tea, cup) = (await api.AddProductAsync(), await api.AddProductAsync());
        long[] teas = [await BuyAsync(member, tea), await BuyAsync(member, tea), await BuyAsync(member, tea)];
        await BuyAsync(member, cup);

        var first = await PageAsync(member, $"productId={tea}&sort=OLDEST&size=2");
        var rest = await PageAsync(member, $"productId={tea}&sort=OLDEST&size=2&cursor={first.NextCursor}");
        var elsewhere = await api.GetAsync($"/orders?productId={cup}&sort=OLDEST&size=2&cursor={first.NextCursor}", member);

        Assert.Equal(teas, first.Content.Concat(rest.Content).Select(order => order.Id));
        Assert.Equal((3L, null), (first.TotalElements, rest.NextCursor));
        Assert.Equal("BAD_REQUEST", elsewhere.ErrorCode);
    }

    private async Task<IEnumerable<long>> FindAsync(string member, string query) =>
        (await PageAsync(member, query)).Content.Select(order => order.Id);

    private async Task<PageAnswer<OrderAnswer>> PageAsync(string member, string query) =>
        (await api.GetAsync($"/orders?{query}", member)).Data<PageAnswer<OrderAnswer>>();

    private async Task<long> BuyAsync(string member, long productId)
    {
        var order = new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_000 };
        return (await api.PostAsync("/orders", member, order)).Data<OrderAnswer>().Id;
    }
}
