using System.Net;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>Everything that a browser can send instead of what the window gave it: refused, with nothing sent and nothing lost.</summary>
public sealed class PayInputTests(WindowShop shop) : IClassFixture<WindowShop>
{
    [Theory]
    [InlineData("""{"amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":null,"amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":" KEY","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"KEY/cancel","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"../KEY","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"%2e%2e%2fKEY","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"KEY?x=1","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"KEY\u0000","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"KEY\n","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"키","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"4242424242424242","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":["KEY"],"amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":7,"amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"LONG","amount":AMOUNT}""")]
    [InlineData("""{"paymentKey":"KEY"}""")]
    [InlineData("""{"paymentKey":"KEY","amount":null}""")]
    [InlineData("""{"paymentKey":"KEY","amount":"AMOUNT"}""")]
    [InlineData("""{"paymentKey":"KEY","amount":AMOUNT.5}""")]
    [InlineData("""{"paymentKey":"KEY","amount":1e30}""")]
    [InlineData("""{"paymentKey":"KEY","amount":true}""")]
    [InlineData("""{"paymentKey":"KEY","amount":""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task What_cannot_be_read_is_400(string body)
    {
        var checkout = await shop.CheckoutAsync();
        var text = body.Replace("LONG", new string('k', 201), StringComparison.Ordinal)
            .Replace("KEY", checkout.PaymentKey, StringComparison.Ordinal)
            .Replace("AMOUNT", $"{checkout.Amount}", StringComparison.Ordinal);

        var (status, problem) = await shop.SendTextAsync($"/orders/{checkout.OrderId}/pay", text);

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (status, (string?)problem!["errorCode"]));
        await AssertNothingHappenedAsync(checkout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task An_amount_that_is_not_the_orders_is_409_and_the_right_one_pays(long amount)
    {
        var checkout = await shop.CheckoutAsync();

        var (status, problem) = await shop.PayAsync(checkout, amount: amount);

        Assert.Equal((HttpStatusCode.Conflict, "PAYMENT_008"), (status, (string?)problem!["errorCode"]));
        await AssertNothingHappenedAsync(checkout);
    }

    [Fact]
    public async Task Somebody_elses_order_is_not_there()
    {
        var checkout = await shop.CheckoutAsync();
        var body = new { paymentKey = checkout.PaymentKey, amount = checkout.Amount };

        var (paid, problem) = await shop.SendAsync($"/orders/{checkout.OrderId}/pay", body, member: "demo2");
        var (renewed, _) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", body, member: "demo2");
        var (missing, _) = await shop.SendAsync("/orders/987654321/pay", body);

        Assert.Equal((HttpStatusCode.NotFound, "ORDER_001"), (paid, (string?)problem!["errorCode"]));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (renewed, missing));
        await AssertNothingHappenedAsync(checkout);
    }

    [Fact]
    public async Task The_key_of_another_order_pays_for_that_one_alone()
    {
        var (paid, checkout) = (await shop.CheckoutAsync(), await shop.CheckoutAsync());
        await shop.PayAsync(paid);

        var (status, problem) = await shop.PayAsync(checkout, paid.PaymentKey);

        Assert.Equal((HttpStatusCode.BadRequest, "PAYMENT_010"), (status, (string?)problem!["errorCode"]));
        await AssertNothingHappenedAsync(checkout);
    }

    [Fact]
    public async Task A_key_that_was_made_up_ends_the_attempt_without_a_case_and_the_buyer_gets_another()
    {
        var checkout = await shop.CheckoutAsync();

        var (status, problem) = await shop.PayAsync(checkout, key: $"made_up_{Guid.NewGuid():N}");

        Assert.Equal((HttpStatusCode.BadRequest, "PAYMENT_010"), (status, (string?)problem!["errorCode"]));
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId));
        Assert.False(await shop.InDatabaseAsync(db => Task.FromResult(db.Cases.Any(c => c.OrderId == checkout.OrderId))));
        Assert.Equal(HttpStatusCode.Created, (await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { })).Status);
    }

    [Theory]
    [InlineData(404, "NOT_FOUND_PAYMENT_SESSION", HttpStatusCode.Conflict)]
    [InlineData(400, "INVALID_REQUEST", HttpStatusCode.BadGateway)] // Which of the two Toss answers is not certain.
    public async Task A_window_that_was_opened_over_another_amount_ends_the_attempt_alone(int status, string code, HttpStatusCode told)
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { TotalAmount = 100, BalanceAmount = 100 });
        shop.Toss.OnConfirm(checkout.PaymentKey, status, code);

        var (refused, _) = await shop.PayAsync(checkout);
        var (renewed, order) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });
        var (paid, _) = await shop.PayAsync(shop.Opened(order!["data"]!));

        Assert.Equal((told, HttpStatusCode.Created, HttpStatusCode.OK), (refused, renewed, paid));
        Assert.Equal(0, await CasesAsync(checkout));
    }

    [Fact]
    public async Task Such_a_window_whose_confirm_was_lost_ends_with_what_toss_says_of_it()
    {
        var checkout = await shop.CheckoutAsync();
        var opened = shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { TotalAmount = 100, BalanceAmount = 100 });
        shop.Toss.OnConfirm(checkout.PaymentKey, 500, "FAILED_INTERNAL_SYSTEM_PROCESSING");

        Assert.Equal(HttpStatusCode.Accepted, (await shop.PayAsync(checkout)).Status);
        await shop.RecoverAsync();
        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);
        shop.Toss.Put(opened with { Status = "EXPIRED" });
        await shop.RecoverAsync();

        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId)); // He may try again.
        Assert.Equal(0, await CasesAsync(checkout));
    }

    [Fact]
    public async Task Another_key_while_one_is_open_or_has_paid_is_409()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, 500, "COMMON_ERROR");
        Assert.Equal(HttpStatusCode.Accepted, (await shop.PayAsync(checkout)).Status);
        var second = shop.Toss.Open(checkout.Name, checkout.Amount).PaymentKey;

        var (open, problem) = await shop.PayAsync(checkout, second);
        var (renewed, _) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });

        Assert.Equal((HttpStatusCode.Conflict, "PAYMENT_007"), (open, (string?)problem!["errorCode"]));
        Assert.Equal(HttpStatusCode.Conflict, renewed);
        Assert.DoesNotContain(shop.Toss.Confirms, sent => sent.Confirm.PaymentKey == second);
    }

    [Theory]
    [InlineData("""{"items":[{"productId":1,"quantity":1}],"payWith":"nobody"}""")]
    [InlineData("""{"items":[{"productId":1,"quantity":1}],"payWith":"simulator"}""")]
    [InlineData("""{"items":[{"productId":1,"quantity":1}],"payWith":""}""")]
    [InlineData("""{"items":[{"productId":1,"quantity":1}],"payWith":"toss","cardType":"KB","cardNo":"1234-5678-9814-1451"}""")]
    [InlineData("""{"items":[{"productId":1,"quantity":1}],"payWith":"toss","paymentKey":"tgen_1"}""")]
    public async Task An_order_that_does_not_say_clearly_how_it_is_paid_is_not_placed(string body)
    {
        var (status, problem) = await shop.SendTextAsync("/orders", body);

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (status, (string?)problem!["errorCode"]));
    }

    private async Task AssertNothingHappenedAsync(Checkout checkout)
    {
        Assert.DoesNotContain(shop.Toss.Confirms, sent => sent.Confirm.OrderId == checkout.Name);
        Assert.Equal(("PENDING", "AWAITING_BUYER"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(HttpStatusCode.OK, (await shop.PayAsync(checkout)).Status);
    }

    private Task<int> CasesAsync(Checkout checkout) =>
        shop.InDatabaseAsync(db => Task.FromResult(db.Cases.Count(c => c.OrderId == checkout.OrderId)));
}
