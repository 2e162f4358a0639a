using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Commerce.Core.Checkout;
using Commerce.Core.Gateways;
using Commerce.TestHost.Gateways;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>Our keys at Toss: nobody reads them in a log or a trace (I15), and one that Toss does not take fails no payment.</summary>
[Collection(nameof(WindowCollection))]
public sealed class TossKeysTests(WindowShop shop)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_log_line_and_no_trace_tells_a_key_whatever_happens_to_an_order()
    {
        Checkout paid, refused;
        using (shop.Overheard.Listen())
        {
            paid = await shop.CheckoutAsync();
            await shop.PayAsync(paid);
            await shop.WebhookAsync(paid.PaymentKey);
            refused = await shop.CheckoutAsync();
            shop.Toss.OnConfirm(refused.PaymentKey, 403, "REJECT_CARD_PAYMENT");
            await shop.PayAsync(refused);
            var unauthorized = await shop.RenewAsync(refused);
            shop.Toss.OnConfirm(unauthorized.PaymentKey, 401, "UNAUTHORIZED_KEY");
            await shop.PayAsync(unauthorized);
            await shop.RecoverAsync();
            shop.Toss.OnCancel(paid.PaymentKey, context =>
            {
                context.Abort(); // A fault with its exception.
                return Task.CompletedTask;
            });
            await shop.CancelAsync(paid);
            await shop.DeliverAgainAsync(paid);
            await shop.Service<ExpireCheckouts>().ExecuteAsync(_ct);
        }

        Assert.Equal("CANCELLED", (await shop.StatesAsync(paid.OrderId)).Order);
        Assert.Equal("COMPLETED", (await shop.StatesAsync(refused.OrderId)).Order);
        var lines = shop.Overheard.Lines;
        Assert.Contains(lines, line => line.Contains("trace-1", StringComparison.Ordinal)); // It did listen: to Toss's answers,
        Assert.Contains(lines, line => line.Contains(paid.PaymentKey, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("UPDATE commerce_payments", StringComparison.OrdinalIgnoreCase)); // to statements,
        Assert.Contains(lines, line => line.Contains("Authorization", StringComparison.OrdinalIgnoreCase)); // to headers,
        Assert.Contains(lines, line => line.StartsWith("confirm payment ", StringComparison.Ordinal)); // and to spans.
        string[] keys = [FakeToss.SecretKey, FakeToss.ClientKey, Base64(FakeToss.SecretKey), Base64($"{FakeToss.SecretKey}:")];
        Assert.DoesNotContain(lines, line => keys.Any(key => line.Contains(key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_that_toss_does_not_take_is_counted_for_the_alert_and_fails_nothing()
    {
        using var answers = new MetricCollector<long>(shop.Service<IMeterFactory>(), GatewayTelemetry.Name, "commerce.pg.answers");
        var (waiting, paid) = (await shop.CheckoutAsync(), await shop.CheckoutAsync());
        await shop.PayAsync(paid);
        shop.Toss.OnConfirm(waiting.PaymentKey, 401, "UNAUTHORIZED_KEY");
        Assert.Equal(HttpStatusCode.Accepted, (await shop.PayAsync(waiting)).Status);
        Assert.Equal(1, Refused());

        shop.Toss.OnLookup(context => FakeToss.ErrorAsync(context, 401, "UNAUTHORIZED_KEY"));
        await shop.RecoverAsync();
        await shop.WebhookAsync(waiting.PaymentKey);
        await shop.CancelAsync(paid);
        shop.Toss.OnLookup(null);

        Assert.InRange(Refused(), 4, int.MaxValue);
        Assert.Equal(("PENDING", "PENDING"), await shop.StatesAsync(waiting.OrderId));
        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(paid.OrderId));
        Assert.Empty(await shop.CasesAsync(waiting));

        await shop.RecoverAsync(); // It is mended.
        await shop.DeliverAgainAsync(paid);

        Assert.Equal(("COMPLETED", "SUCCESS"), await shop.StatesAsync(waiting.OrderId));
        Assert.Equal(("CANCELLED", "CANCELLED"), await shop.StatesAsync(paid.OrderId));

        int Refused() => answers.GetMeasurementSnapshot().Count(
            count => (string?)count.Tags["commerce.gateway"] == "toss" && (string?)count.Tags["commerce.pg.operation"] == "KEY"
                && (string?)count.Tags["commerce.pg.answer"] == "MISCONFIGURED");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');
}
