using System.Net;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests.Failover;

/// <summary>With <c>Database:StaleReads=Secondaries</c> the catalogue is read where no orders are written.</summary>
[Collection<GroupShopCollection>]
public sealed class StaleReadsTests(GroupShop shop)
{
    private const long Product = 8;
    private const int Reads = 4;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_catalogue_is_answered_by_the_secondaries_in_turn_and_a_buyers_own_order_by_the_primary()
    {
        await shop.WholeAsync(_ct);
        await using var api = await ApiReplica.StartAsync(shop, ("Database__StaleReads", "Secondaries"));
        var primary = shop.Primary;
        var secondaries = GroupShop.Nodes.Where(node => node != primary).ToList();
        await using var heard = await HeardStatements.BeginAsync(shop);

        for (var read = 0; read < Reads; read++)
        {
            Assert.Equal(Product, (await GetAsync(api, $"/api/v1/products/{Product}")).Data<ProductAnswer>().Id);
        }

        Assert.Equal(0, await heard.ReadsOfAsync(primary, "products"));
        foreach (var secondary in secondaries)
        {
            Assert.InRange(await heard.ReadsOfAsync(secondary, "products"), 1, Reads);
        }

        var order = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Approved), api: api.Client);
        Assert.Equal(order.OrderId, (await GetAsync(api, $"/api/v1/orders/{order.OrderId}")).Order.Id);

        Assert.InRange(await heard.ReadsOfAsync(primary, "orders"), 1, long.MaxValue);
        foreach (var secondary in secondaries)
        {
            Assert.Equal(0, await heard.ReadsOfAsync(secondary, "orders"));
        }

        Assert.Equal("COMPLETED", (await shop.EndOfAsync(order.OrderId)).Status);
    }

    private async Task<Answer> GetAsync(ApiReplica api, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-USER-ID", "demo1");
        using var response = await api.Client.SendAsync(request, _ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Answer.ReadAsync(response, _ct);
    }
}
