using System.Net;
using Commerce.TestHost.Gateways;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>The PG keeps a payment and answers as if it had not: the money is found, once, whatever the answer was.</summary>
[Collection<FakePgShopCollection>]
public sealed class DeniedCaptureTests(FakePgShop shop)
{
    private const long Product = 5;

    public static TheoryData<string> Denials => ["404 html", "408", "409", "425", "429", "400 html"];

    [Theory]
    [MemberData(nameof(Denials))]
    public async Task It_completes_the_order(string denial)
    {
        shop.Fake.OnCreate(Kept(denial));

        var placed = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));

        Assert.Equal(HttpStatusCode.Accepted, placed.Status);
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(placed.Order.Id)).Status);
        Assert.Equal("SUCCESS", Assert.Single(shop.Fake.Books.Of(placed.Order.Id)).Status);
    }

    [Theory]
    [MemberData(nameof(Denials))]
    public async Task It_completes_the_order_when_lookups_lag_too_and_nothing_is_sent_twice(string denial)
    {
        shop.Fake.Books.HideFor(looks: 1);
        shop.Fake.OnCreate(Kept(denial));

        var placed = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));

        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (placed.Status, placed.Order.Payment.Status));
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(placed.Order.Id)).Status);
        Assert.Single(shop.Fake.Books.Of(placed.Order.Id));
    }

    [Fact]
    public async Task After_a_500_a_pg_whose_lookups_lag_by_a_second_is_not_sent_the_payment_again()
    {
        shop.Fake.Books.Lag = TimeSpan.FromSeconds(1);
        shop.Fake.OnEveryCreate(Kept("500"));
        long orderId;
        try
        {
            orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
            Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId)).Status);
        }
        finally
        {
            shop.Fake.Books.Lag = TimeSpan.Zero;
            shop.Fake.Honest();
        }

        Assert.Single(shop.Fake.Books.Of(orderId));
    }

    [Fact]
    public async Task What_it_kept_although_it_refused_is_found_later_and_goes_back()
    {
        shop.Fake.OnCreate(Kept("400"));

        var refused = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));

        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (refused.Status, refused.ErrorCode));
        var end = await shop.UntilAsync(refused.OrderId, order => order.Payment.Status == "CANCELLED");
        Assert.Equal("FAILED", end.Status);
        Assert.Equal("CANCELLED", Assert.Single(shop.Fake.Books.Of(end.Id)).Status);
    }

    private Func<FakePgRequest, FakePgAnswer> Kept(string denial) => request =>
    {
        shop.Fake.Books.Keep(request);
        var status = int.Parse(denial[..3], System.Globalization.CultureInfo.InvariantCulture);
        return denial.EndsWith("html", StringComparison.Ordinal) ? FakePgAnswer.Html(status) : FakePgAnswer.Fail(status, "no");
    };
}
