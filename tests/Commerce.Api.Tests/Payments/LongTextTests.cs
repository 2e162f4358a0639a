using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.CustomerService;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Client;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>Whatever the PG writes, and however much of it: the payment ends, or a person is told why it cannot.</summary>
[Collection(CardOrders.Collection)]
public sealed class LongTextTests(RunningApi api) : IAsyncLifetime
{
    private const long Price = 5_000;
    private const long Points = 1_000;

    // Cut at 500 UTF-16 units it would end in half an emoji.
    private static readonly string LongReason = new string('한', 498) + "😀 and so on";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private string _member = null!;

    public async ValueTask InitializeAsync() => _member = await api.AddMemberAsync(points: Points);

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "결제건이 존재하지 않습니다."));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_long_reason_in_the_pgs_books_ends_the_order_and_gives_its_points_back()
    {
        var key = $"{_member}-long-reason";
        api.PgAccepts(key);
        var paymentId = (await PlaceAsync()).Order.Payment.Id;
        api.PgLooksUp(Record(key, "FAILED", LongReason));

        var payment = await api.Service<ConfirmPayment>().ExecuteAsync(paymentId, _ct);

        Assert.Equal((PaymentStatus.Failed, new string('한', 498) + '…'), (payment.Status, payment.FailureDetail));
        Assert.Equal(Points, await api.PointsOfAsync(_member));
    }

    [Fact]
    public async Task A_long_reason_in_a_refusal_is_a_refusal()
    {
        api.PgRefuses(LongReason);

        var placed = await PlaceAsync();

        placed.IsProblem(HttpStatusCode.BadGateway, "PAYMENT_005", "결제 요청에 실패했습니다.");
        var order = (await api.GetAsync($"/orders/{placed.OrderId}", _member)).Order;
        Assert.Equal(("FAILED", "DECLINED"), (order.Status, order.FailureCode));
    }

    [Theory]
    [InlineData("long", 201)]
    [InlineData("4242_4242_4242_4242", 19)]
    [InlineData("with a blank", 12)]
    public async Task A_key_that_cannot_be_kept_leaves_the_payment_open_with_a_case(string key, int length)
    {
        key = key.PadRight(length, 'x');
        api.PgAccepts(key);
        api.PgLooksUp(Record(key, "SUCCESS", "정상 승인되었습니다."));
        var placed = await PlaceAsync();
        var paymentId = placed.Order.Payment.Id;

        var payment = await api.Service<ConfirmPayment>().ExecuteAsync(paymentId, _ct);

        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (placed.Status, placed.Order.Payment.Status));
        Assert.Equal(
            (PaymentStatus.Timeout, 1, true), (payment.Status, payment.Looks, payment.NextLookAt > TimeProvider.System.GetUtcNow()));
        var opened = await api.InDatabaseAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.PaymentId == paymentId, _ct));
        Assert.Equal(CaseReason.KeyUnusable, opened.Reason);
        Assert.Contains($"a key of {length} characters", opened.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("4242_", opened.Detail, StringComparison.Ordinal);
        await api.EndPaymentAsync(paymentId);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("SUCCESS, FAILED")]
    [InlineData("success")]
    [InlineData(" SUCCESS")]
    [InlineData("CANCELED")]
    public async Task A_status_that_is_none_ends_nothing(string status)
    {
        var key = $"{_member}-status";
        api.PgAccepts(key);
        var paymentId = (await PlaceAsync()).Order.Payment.Id;
        api.PgLooksUp(Record(key, status, reason: null));

        var payment = await api.Service<ConfirmPayment>().ExecuteAsync(paymentId, _ct);

        Assert.Equal((PaymentStatus.Pending, 0), (payment.Status, payment.AbsentLooks));
        await api.EndPaymentAsync(paymentId);
    }

    private async Task<Answer> PlaceAsync()
    {
        var productId = await api.AddProductAsync(price: Price + Points);
        return await api.PostAsync(
            "/orders",
            _member,
            new { items = new[] { new { productId, quantity = 1 } }, usePoint = Points, cardType = "KB", cardNo = "1234-5678-9814-1451" });
    }

    private static Func<HttpContext, Task> Record(string key, string status, string? reason) => ScriptedPg.Json(
        200,
        JsonSerializer.Serialize(new
        {
            meta = new { result = "SUCCESS" },
            data = new
            {
                transactionKey = key,
                status,
                amount = Price,
                reason,
                transactions = new[] { new { transactionKey = key, status } },
            },
        }));
}
