using System.Net;
using System.Net.Sockets;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Checkout;
using Commerce.Core.Members;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Payments;

/// <summary>
/// Why an order failed is stored as a code: whoever reads it, in whatever language and after whatever restart, is told the same.
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class FailureCodeTests(RunningApi api)
{
    private const string CardNo = "1234-5678-9814-1451";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ko", "현재 카드 결제가 불가능합니다. 잠시 후 다시 시도해주세요.")]
    [InlineData("en", "Card payments are not possible at the moment. Please try again in a little while.")]
    public async Task A_buyer_reads_a_sentence_in_their_own_language_and_nothing_of_our_insides(string language, string expected)
    {
        var member = await api.AddMemberAsync();
        var orderId = await PlaceWithoutPgAsync(member);

        var order = await api.GetAsync($"/orders/{orderId}", member, language);

        Assert.Equal(("GATEWAY_UNAVAILABLE", expected), (order.Order.FailureCode, order.Order.FailureReason));
        Assert.Equal(("GATEWAY_UNAVAILABLE", expected), (order.Order.Payment.FailureCode, order.Order.Payment.FailureReason));
        Assert.Contains("ConnectionError", await DetailOfAsync(orderId), StringComparison.Ordinal); // For operators it is there.
        Assert.DoesNotContain("ConnectionError", order.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureCode.GatewayUnavailable, HttpStatusCode.ServiceUnavailable, "PAYMENT_003", "현재 카드 결제가 불가능합니다. 잠시 후 다시 시도해주세요.")]
    [InlineData(FailureCode.GatewayTimeout, HttpStatusCode.GatewayTimeout, "PAYMENT_006", "결제 요청 시간이 초과되었습니다.")]
    [InlineData(FailureCode.InvalidCard, HttpStatusCode.BadRequest, "PAYMENT_005", "결제 요청에 실패했습니다.")]
    [InlineData(FailureCode.OutOfStock, HttpStatusCode.BadRequest, "STOCK_001", "재고가 부족합니다.")]
    public async Task A_request_that_comes_again_after_a_crash_is_told_what_the_first_one_would_have_been(
        FailureCode code, HttpStatusCode status, string error, string sentence)
    {
        const string key = "once-1";
        var member = await api.AddMemberAsync();
        var request =
            new { items = new[] { new { productId = await api.AddProductAsync(), quantity = 1 } }, cardType = "SAMSUNG", cardNo = CardNo };
        api.PgAccepts($"{member}-{code}");
        var placed = (await api.PostOnceAsync("/orders", member, request, key)).Order;
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            placed.Payment.Id, new PaymentResult.Failed(code, Certain: true), _ct);
        await ForgetAnswerAsync(member);

        var again = await api.PostOnceAsync("/orders", member, request, key);

        again.IsProblem(status, error, sentence);
        Assert.Equal(placed.Id, again.Problem.OrderId);
    }

    private async Task<long> PlaceWithoutPgAsync(string member)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var process = await api.AnotherProcessAsync(TimeProvider.System, pg: nobody);
        var command = new PlaceOrderCommand(
            new MemberId(member), [new OrderLine(await api.AddProductAsync(), 1)], null, null, () => Card.Parse("SAMSUNG", CardNo));
        return (await process.Services.GetRequiredService<PlaceOrder>().ExecuteAsync(command, _ct)).Order.Id;
    }

    private Task<string?> DetailOfAsync(long orderId) =>
        api.InDatabaseAsync(db => db.Payments.Where(p => p.OrderId == orderId).Select(p => p.FailureDetail).SingleAsync(_ct));

    // As if the process had died before it could keep it, and long enough ago.
    private Task<int> ForgetAnswerAsync(string member) => api.InDatabaseAsync(db => db.IdempotencyRecords
        .Where(r => r.MemberId == new MemberId(member))
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.AnswerStatus, (int?)null)
                .SetProperty(r => r.AnswerBody, (string?)null)
                .SetProperty(r => r.CreatedAt, TimeProvider.System.GetUtcNow().AddMinutes(-1)),
            _ct));
}
