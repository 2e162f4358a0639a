using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Callbacks;
using Commerce.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Persistence;

/// <summary>How often a trip goes to the database: each context more is work that a shop does for every order.</summary>
[Collection(CardOrders.Collection)]
public sealed class ContextCountTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task An_order_takes_two_contexts_one_for_each_commit(bool byCard, bool underKey)
    {
        var member = await api.AddMemberAsync(points: 1_000);
        var productId = await api.AddProductAsync(price: 1_000);
        if (byCard)
        {
            api.PgAccepts($"20250816:TR:{member}");
        }

        using var span = new Activity("the order of this test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(byCard
                ? new { items = new[] { new { productId, quantity = 1 } }, cardType = "KB", cardNo = "1234-5678-9814-1451" }
                : (object)new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_000 }),
            Headers = { { "X-USER-ID", member }, { "traceparent", span.Id } },
        };
        if (underKey)
        {
            request.Headers.Add("Idempotency-Key", "once");
        }

        using var response = await api.Client.SendAsync(request, _ct);

        Assert.Equal(byCard ? HttpStatusCode.Accepted : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, api.Service<CountingContexts>().Of(span.TraceId));
    }

    [Fact]
    public async Task A_signed_callback_takes_one_context_and_is_applied_in_it()
    {
        var payment = await PaymentAsync(await api.AddPendingPaymentAsync());
        using var process = await api.AnotherProcessAsync(TimeProvider.System);
        using var span = new Activity("the callback of this test").SetIdFormat(ActivityIdFormat.W3C).Start();

        var receipt = await CallAsync(process.Services.GetRequiredService<ReceiveCallback>(), payment);

        var contexts = process.Services.GetRequiredService<CountingContexts>().Of(span.TraceId);
        var stored = await api.InDatabaseAsync(db => db.Callbacks.AsNoTracking().SingleAsync(c => c.PaymentId == payment.Id, _ct));
        Assert.Equal((CallbackReceipt.Stored, CallbackState.Applied, 1), (receipt, stored.State, contexts));
        Assert.Equal(PaymentStatus.Success, (await PaymentAsync(payment.Id)).Status);
    }

    private Task<CallbackReceipt> CallAsync(ReceiveCallback receive, Payment payment)
    {
        var body = $$"""{"transactionKey":"{{payment.TransactionKey}}","orderId":"ORDER{{payment.OrderId:D6}}","amount":{{payment.Amount}},"status":"SUCCESS"}""";
        return receive.ExecuteAsync(
            null, "127.0.0.1", SignedHeaders.Of(body, RunningApi.CallbackSecret), Encoding.UTF8.GetBytes(body), _ct);
    }

    private Task<Payment> PaymentAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId, _ct));
}
