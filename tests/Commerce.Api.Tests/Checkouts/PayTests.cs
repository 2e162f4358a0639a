using System.Net;
using Commerce.TestHost.Gateways;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>An order that is paid in Toss's window.</summary>
public sealed class PayTests(WindowShop shop) : IClassFixture<WindowShop>
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_waits_for_its_buyer_and_is_complete_when_he_has_paid()
    {
        var checkout = await shop.CheckoutAsync();
        Assert.Equal(("PENDING", "AWAITING_BUYER"), await shop.StatesAsync(checkout.OrderId));
        Assert.Matches("^[0-9a-f]{32}$", checkout.Name);

        var (status, body) = await shop.PayAsync(checkout);

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (status, (string?)body!["data"]!["status"]));
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        var (sent, _) = Assert.Single(shop.Toss.Confirms, sent => sent.Confirm.PaymentKey == checkout.PaymentKey);
        Assert.Equal((checkout.Name, checkout.Amount), (sent.OrderId, sent.Amount));
    }

    [Fact]
    public async Task What_opens_the_window_is_public_and_names_nobody()
    {
        var checkout = await shop.CheckoutAsync(quantity: 2);

        var block = (await shop.OrderAsync(checkout.OrderId))["checkout"]!;

        Assert.Equal(("toss", FakeToss.ClientKey), ((string?)block["gateway"], (string?)block["clientKey"]));
        Assert.Matches("^[0-9a-f]{40}$", (string)block["customerKey"]!);
        Assert.InRange(((string)block["orderName"]!).Length, 1, 100);
        Assert.NotNull(block["expiresAt"]);
        Assert.DoesNotContain(FakeToss.SecretKey, block.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_again_tells_what_became_of_it_and_sends_nothing()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);

        var (status, body) = await shop.PayAsync(checkout);

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (status, (string?)body!["data"]!["status"]));
        Assert.Equal(1, shop.SentFor(checkout));
    }

    [Fact]
    public async Task Twice_at_once_is_once()
    {
        var checkout = await shop.CheckoutAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.PayAsync(checkout)));

        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted));
        Assert.Equal(1, shop.SentFor(checkout));
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Fact]
    public async Task A_refusal_ends_the_attempt_and_another_one_completes_the_order()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, 403, "REJECT_CARD_PAYMENT");

        var (refused, problem) = await shop.PayAsync(checkout);
        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (refused, (string?)problem!["errorCode"]));
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId));

        var (renewed, body) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });
        Assert.Equal(HttpStatusCode.Created, renewed);
        var next = shop.Opened(body!["data"]!);
        Assert.NotEqual(checkout.Name, next.Name);
        Assert.Equal(HttpStatusCode.OK, (await shop.PayAsync(next)).Status);
        Assert.Equal(HttpStatusCode.BadGateway, (await shop.PayAsync(checkout)).Status);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }
}
