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
        Assert.Equal(("COMPLETED", kept.Key), (end.Status, end.Payment.TransactionKey));

        await shop.CancelAsync(orderId);
        await shop.UntilAsync(orderId, order => order.Status == "CANCELLED");
        Assert.Equal("CANCELLED", Assert.Single(shop.Fake.Books.Of(orderId)).Status);
    }

    [Fact]
    public async Task An_answer_in_bytes_of_its_own_is_what_reaches_the_shop()
    {
        shop.Fake.OnCreate(FakePgAnswer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>"));

        var order = (await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary))).Order;

        Assert.Equal("TIMEOUT", order.Payment.Status);
        Assert.Equal("FAILED", (await shop.EndOfAsync(order.Id)).Status);
    }
}
