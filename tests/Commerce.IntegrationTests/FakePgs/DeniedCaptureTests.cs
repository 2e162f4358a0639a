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

        var (status, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));
        var orderId = (long)body["data"]!["id"]!;

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("COMPLETED", (string?)(await shop.EndOfAsync(orderId))["status"]);
        Assert.Equal("SUCCESS", Assert.Single(shop.Fake.Books.Of(orderId)).Status);
    }

    [Theory]
    [MemberData(nameof(Denials))]
    public async Task It_completes_the_order_when_lookups_lag_too_and_nothing_is_sent_twice(string denial)
    {
        shop.Fake.Books.HideFor(looks: 1);
        shop.Fake.OnCreate(Kept(denial));

        var (status, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));
        var order = body["data"]!;

        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (status, (string?)order["payment"]!["status"]));
        Assert.Equal("COMPLETED", (string?)(await shop.EndOfAsync((long)order["id"]!))["status"]);
        Assert.Single(shop.Fake.Books.Of((long)order["id"]!));
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
            Assert.Equal("COMPLETED", (string?)(await shop.EndOfAsync(orderId))["status"]);
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

        var (status, body) = await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Ordinary));
        var orderId = (long)body["orderId"]!;

        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (status, (string?)body["errorCode"]));
        var end = await shop.UntilAsync(orderId, order => (string?)order["payment"]!["status"] == "CANCELLED");
        Assert.Equal("FAILED", (string?)end["status"]);
        Assert.Equal("CANCELLED", Assert.Single(shop.Fake.Books.Of(orderId)).Status);
    }

    private Func<FakePgRequest, FakePgAnswer> Kept(string denial) => request =>
    {
        shop.Fake.Books.Keep(request);
        var status = int.Parse(denial[..3], System.Globalization.CultureInfo.InvariantCulture);
        return denial.EndsWith("html", StringComparison.Ordinal) ? FakePgAnswer.Html(status) : FakePgAnswer.Fail(status, "no");
    };
}
