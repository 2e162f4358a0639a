using System.Net;
using Commerce.Core.Checkout;
using Commerce.Core.Delivery;
using Commerce.Core.Recovery;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>An order that is paid in Toss's window, and everything that Toss or the network may do to it.</summary>
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
        Assert.Equal(1, SentFor(checkout));
    }

    [Fact]
    public async Task Twice_at_once_is_once()
    {
        var checkout = await shop.CheckoutAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.PayAsync(checkout)));

        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted));
        Assert.Equal(1, SentFor(checkout));
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Theory]
    [InlineData(400, "ALREADY_PROCESSED_PAYMENT")]
    [InlineData(400, "PROVIDER_ERROR")]
    [InlineData(500, "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING")]
    public async Task A_capture_that_looks_like_an_error_is_found(int status, string code)
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, asked) =>
        {
            shop.Toss.Capture(asked.PaymentKey);
            return FakeToss.ErrorAsync(context, status, code);
        });

        var (answered, _) = await shop.PayAsync(checkout);

        Assert.Equal(HttpStatusCode.OK, answered);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Theory]
    [InlineData(400, "ALREADY_PROCESSED_PAYMENT")]
    [InlineData(400, "PROVIDER_ERROR")]
    [InlineData(401, "UNAUTHORIZED_KEY")]
    [InlineData(429, "TOO_MANY_REQUESTS")]
    public async Task An_error_that_took_nothing_leaves_it_open_and_it_is_confirmed_again_with_the_same_key(int status, string code)
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, status, code);

        var (answered, _) = await shop.PayAsync(checkout);
        Assert.Equal(HttpStatusCode.Accepted, answered);
        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);
        await RecoverAsync();

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(2, SentFor(checkout));
        Assert.Single(shop.Toss.Confirms.Where(s => s.Confirm.PaymentKey == checkout.PaymentKey).DistinctBy(s => s.IdempotencyKey));
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_capture_is_recovered()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, asked) =>
        {
            shop.Toss.Capture(asked.PaymentKey);
            context.Abort();
            return Task.CompletedTask;
        });

        var (answered, _) = await shop.PayAsync(checkout);
        Assert.Equal((HttpStatusCode.Accepted, ("PENDING", "TIMEOUT")), (answered, await shop.StatesAsync(checkout.OrderId)));
        await RecoverAsync();

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(1, SentFor(checkout));
    }

    [Fact]
    public async Task A_refusal_after_a_silence_is_believed_when_the_record_says_so_and_not_before()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await shop.PayAsync(checkout);
        shop.Toss.OnConfirm(checkout.PaymentKey, 404, "NOT_FOUND_PAYMENT_SESSION");
        await RecoverAsync();
        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);

        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { Status = "EXPIRED" });
        await RecoverAsync();

        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId)); // The buyer may try again.
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

    [Fact]
    public async Task Money_that_an_attempt_took_after_it_had_failed_goes_back_and_the_paid_order_stays()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, 403, "REJECT_CARD_PAYMENT");
        await shop.PayAsync(checkout);
        var (_, body) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });
        await shop.PayAsync(shop.Opened(body!["data"]!));
        shop.Toss.Capture(checkout.PaymentKey); // What is not supposed to happen.

        await RecoverAsync();
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal("CANCELED", shop.Toss.Payments[checkout.PaymentKey].Status);
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
    }

    [Fact]
    public async Task A_webhook_that_overtakes_the_answer_makes_one_and_so_do_two()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, async (context, asked) =>
        {
            var payment = shop.Toss.Capture(asked.PaymentKey);
            Assert.Equal(HttpStatusCode.OK, await WebhookAsync(asked.PaymentKey));
            Assert.Equal("COMPLETED", (await shop.StatesAsync(checkout.OrderId)).Order);
            await context.Response.WriteAsJsonAsync(payment, _ct);
        });

        var (answered, _) = await shop.PayAsync(checkout);
        await WebhookAsync(checkout.PaymentKey);

        Assert.Equal((HttpStatusCode.OK, ("COMPLETED", "SUCCESS")), (answered, await shop.StatesAsync(checkout.OrderId)));
        Assert.Equal(1, await shop.InDatabaseAsync(db => db.Payments.CountAsync(p => p.OrderId == checkout.OrderId, _ct)));
    }

    [Fact]
    public async Task A_webhook_about_an_unknown_key_or_of_another_kind_leaves_nothing()
    {
        var (before, looks) = (await CallbacksAsync(), shop.Toss.Looks.Count);

        Assert.Equal(HttpStatusCode.OK, await WebhookAsync("tgen_nobody_knows"));
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("/payments/callback/toss", new { eventType = "payout.changed" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendTextAsync("/payments/callback/toss", "no json")).Status);

        Assert.Equal((before, looks), (await CallbacksAsync(), shop.Toss.Looks.Count));
    }

    [Fact]
    public async Task A_lie_in_a_webhook_is_asked_back_and_not_believed()
    {
        var checkout = await shop.CheckoutAsync();
        shop.Toss.OnConfirm(checkout.PaymentKey, (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await shop.PayAsync(checkout);
        shop.Toss.OnConfirm(checkout.PaymentKey, 500, "COMMON_ERROR");

        await WebhookAsync(checkout.PaymentKey); // It says DONE.

        Assert.Equal("PENDING", (await shop.StatesAsync(checkout.OrderId)).Order);
    }

    [Fact]
    public async Task Stock_that_is_gone_before_the_confirm_costs_nobody_money()
    {
        var checkout = await shop.CheckoutAsync(productId: 3);
        await StockIsAsync(3, 0);

        var (status, problem) = await shop.PayAsync(checkout);
        await StockIsAsync(3, 100);

        Assert.Equal((HttpStatusCode.BadRequest, "STOCK_001"), (status, (string?)problem!["errorCode"]));
        Assert.Equal(("FAILED", "FAILED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(0, SentFor(checkout));
    }

    [Fact]
    public async Task Stock_that_goes_while_toss_captures_sends_the_money_back()
    {
        var checkout = await shop.CheckoutAsync(productId: 3);
        shop.Toss.OnConfirm(checkout.PaymentKey, async (context, asked) =>
        {
            await StockIsAsync(3, 0);
            await context.Response.WriteAsJsonAsync(shop.Toss.Capture(asked.PaymentKey), _ct);
        });

        var (status, _) = await shop.PayAsync(checkout);
        await StockIsAsync(3, 100);
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("FAILED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Contains((checkout.PaymentKey, checkout.Amount), shop.Toss.Cancels);
    }

    [Fact]
    public async Task A_completed_order_is_undone_by_a_cancel_of_all_that_is_left()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);

        await shop.SendAsync($"/orders/{checkout.OrderId}/cancel", new { });
        await shop.Service<DeliverOutbox>().ExecuteAsync(_ct);

        Assert.Equal(("CANCELLED", "CANCELLED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Contains((checkout.PaymentKey, checkout.Amount), shop.Toss.Cancels);
    }

    [Fact]
    public async Task A_part_that_was_given_back_by_hand_at_toss_is_a_case_and_moves_nothing()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.PayAsync(checkout);
        shop.Toss.Put(shop.Toss.Payments[checkout.PaymentKey] with { Status = "PARTIAL_CANCELED", BalanceAmount = checkout.Amount - 100 });

        await WebhookAsync(checkout.PaymentKey);

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal("PartlyCancelled", await shop.InDatabaseAsync(async db =>
            (await db.Cases.SingleAsync(c => c.OrderId == checkout.OrderId, _ct)).Reason.ToString()));
    }

    [Fact]
    public async Task Who_does_not_come_back_in_time_has_failed_for_certain_and_the_order_ends_with_its_own_time()
    {
        var checkout = await shop.CheckoutAsync();
        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE commerce_payments SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE order_id = {checkout.OrderId}", _ct));
        var (late, problem) = await shop.PayAsync(checkout);
        Assert.Equal((HttpStatusCode.Conflict, "PAYMENT_009"), (late, (string?)problem!["errorCode"]));
        Assert.Equal(("PENDING", "FAILED"), await shop.StatesAsync(checkout.OrderId));

        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE orders SET pay_by = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE id = {checkout.OrderId}", _ct));
        await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);

        Assert.Equal(("FAILED", "FAILED"), await shop.StatesAsync(checkout.OrderId));
        Assert.Equal(0, SentFor(checkout));
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { })).Status);
    }

    private int SentFor(Checkout checkout) => shop.Toss.Confirms.Count(sent => sent.Confirm.PaymentKey == checkout.PaymentKey);

    private async Task RecoverAsync()
    {
        await shop.MakeDueAsync();
        await shop.Service<RecoverPayments>().ExecuteAsync(_ct);
    }

    private Task<int> CallbacksAsync() => shop.InDatabaseAsync(db => db.Callbacks.CountAsync(_ct));

    private Task<int> StockIsAsync(long productId, int pieces) => shop.InDatabaseAsync(db =>
        db.Database.ExecuteSqlAsync($"UPDATE products SET stock = {pieces} WHERE id = {productId}", _ct));

    private async Task<HttpStatusCode> WebhookAsync(string key) => (await shop.SendAsync(
        "/payments/callback/toss",
        new { eventType = "PAYMENT_STATUS_CHANGED", createdAt = "2026-11-27T10:00:00", data = new { paymentKey = key, status = "DONE" } }))
        .Status;
}
