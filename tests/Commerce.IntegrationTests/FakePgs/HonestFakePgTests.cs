using Commerce.TestHost.Gateways;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>The fake PG is one that the stack can work with, so what it does wrong in other tests is what they made it do.</summary>
[Collection<FakePgShopCollection>]
public sealed class HonestFakePgTests(FakePgShop shop)
{
    private const long Product = 5;

    [Fact]
    public async Task An_order_completes_and_is_undone()
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        var end = await shop.EndOfAsync(orderId);

        var kept = Assert.Single(shop.Fake.Books.Of(orderId));
        Assert.Equal(("COMPLETED", kept.Key), ((string?)end["status"], (string?)end["payment"]!["transactionKey"]));

        await shop.CancelAsync(orderId);
        await shop.UntilAsync(orderId, order => (string?)order["status"] == "CANCELLED");
        Assert.Equal("CANCELLED", Assert.Single(shop.Fake.Books.Of(orderId)).Status);
    }

    [Fact]
    public async Task An_answer_in_bytes_of_its_own_is_what_reaches_the_shop()
    {
        shop.Fake.OnCreate(FakePgAnswer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>"));

        var (_, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));

        Assert.Equal("TIMEOUT", (string?)body["data"]!["payment"]!["status"]);
        Assert.Equal("FAILED", (string?)(await shop.EndOfAsync((long)body["data"]!["id"]!))["status"]);
    }
}
