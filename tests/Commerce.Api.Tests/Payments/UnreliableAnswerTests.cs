using System.Net;
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

/// <summary>What the PG answers to a request may be wrong, or overtaken by what it called back. Its records count.</summary>
[Collection(CardOrders.Collection)]
public sealed class UnreliableAnswerTests(RunningApi api) : IAsyncLifetime
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private string _member = null!;

    public async ValueTask InitializeAsync() => _member = await api.AddMemberAsync();

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "결제건이 존재하지 않습니다."));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_wrong_key_is_put_right_by_what_the_pg_has_for_the_order()
    {
        var (wrong, right) = ($"{_member}-wrong", $"{_member}-right");
        api.PgAccepts(wrong);
        var placed = await PlaceAsync();
        api.PgLooksUp(context => BooksOf(right, wrong)(context));

        var payment = await api.Service<ConfirmPayment>().ExecuteAsync(placed.Order.Payment.Id, _ct);

        Assert.Equal((PaymentStatus.Success, right), (payment.Status, payment.TransactionKey!.Value.Value));
        Assert.Equal("COMPLETED", await StatusAsync(placed));
        Assert.Equal([CaseReason.KeyDiffers], await CasesAsync(payment.Id));
    }

    [Fact]
    public async Task A_key_whose_record_is_of_another_order_is_not_ours()
    {
        api.PgAccepts($"{_member}-stranger");
        var placed = await PlaceAsync();
        api.PgLooksUp(context => context.Request.Query.ContainsKey("orderId")
            ? ScriptedPg.Refused(404, "none")(context)
            : Record($"{_member}-stranger", "ORDER999999")(context));

        var payment = await api.Service<ConfirmPayment>().ExecuteAsync(placed.Order.Payment.Id, _ct);

        Assert.Equal((PaymentStatus.Pending, 1), (payment.Status, payment.AbsentLooks));
        await api.EndPaymentAsync(payment.Id);
    }

    [Fact]
    public async Task The_key_of_another_payment_is_as_good_as_no_answer()
    {
        api.PgAccepts($"{_member}-taken");
        var first = await PlaceAsync();
        api.PgAccepts($"{_member}-taken");
        var second = await PlaceAsync();

        Assert.Equal((HttpStatusCode.Accepted, "TIMEOUT"), (second.Status, second.Order.Payment.Status));
        await api.EndPaymentAsync(first.Order.Payment.Id);
        await api.EndPaymentAsync(second.Order.Payment.Id);
    }

    [Fact]
    public async Task A_refusal_that_comes_after_the_money_was_taken_is_not_believed()
    {
        api.PgAnswers(async context =>
        {
            await ApplyAsync(new PaymentResult.Succeeded(new TransactionKey($"{_member}-paid")));
            await ScriptedPg.Refused(400, "no")(context);
        });

        var placed = await PlaceAsync();

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (placed.Status, placed.Order.Status));
    }

    [Fact]
    public async Task An_order_that_has_failed_by_the_time_of_the_answer_is_a_problem()
    {
        api.PgAnswers(async context =>
        {
            await ApplyAsync(new PaymentResult.Failed(FailureCode.LimitExceeded, Certain: true, new TransactionKey($"{_member}-over")));
            await ScriptedPg.Accepted($"{_member}-over")(context);
        });

        var placed = await PlaceAsync();

        placed.IsProblem(HttpStatusCode.BadGateway, "PAYMENT_005", "결제 요청에 실패했습니다.");
        var order = (await api.GetAsync($"/orders/{placed.OrderId}", _member)).Order;
        Assert.Equal(("FAILED", "LIMIT_EXCEEDED"), (order.Status, order.Payment.FailureCode));
    }

    [Fact]
    public async Task A_payment_that_no_gateway_was_there_for_ends_when_it_is_looked_at()
    {
        api.PgAccepts($"{_member}-forgotten");
        var paymentId = (await PlaceAsync()).Order.Payment.Id;
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paymentId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Gateway, (string?)null).SetProperty(p => p.TransactionKey, (TransactionKey?)null), _ct));

        var payment = await api.Service<ConfirmPayment>().ExecuteAsync(paymentId, _ct);

        Assert.Equal((PaymentStatus.Failed, FailureCode.NoGateway, null), (payment.Status, payment.FailureCode, payment.NextLookAt));
    }

    private async Task<Answer> PlaceAsync()
    {
        var productId = await api.AddProductAsync(price: 5_000);
        return await api.PostAsync(
            "/orders", _member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "KB", cardNo = "1234-5678-9814-1451" });
    }

    // As a callback that overtakes the answer does.
    private async Task ApplyAsync(PaymentResult result)
    {
        var member = new Commerce.Core.Members.MemberId(_member);
        var paymentId = await api.InDatabaseAsync(db => db.Payments
            .Where(p => db.Orders.Any(o => o.Id == p.OrderId && o.MemberId == member)).Select(p => p.Id).SingleAsync(_ct));
        await api.Service<ApplyPaymentResult>().ExecuteAsync(paymentId, result, _ct);
    }

    private static Func<HttpContext, Task> BooksOf(string right, string wrong) => context => context.Request.Path.Value!.EndsWith(
        wrong, StringComparison.Ordinal)
        ? ScriptedPg.Refused(404, "none")(context)
        : Record(right, orderId: null)(context);

    private static Func<HttpContext, Task> Record(string key, string? orderId) => ScriptedPg.Json(200, $$$"""
        {"meta":{"result":"SUCCESS"},"data":{"transactionKey":"{{{key}}}","status":"SUCCESS","amount":5000,"reason":"r",
         {{{(orderId is null ? "" : $"\"orderId\":\"{orderId}\",")}}}"transactions":[{"transactionKey":"{{{key}}}","status":"SUCCESS"}]}}
        """);

    private async Task<string> StatusAsync(Answer placed) => (await api.GetAsync($"/orders/{placed.OrderId}", _member)).Order.Status;

    private Task<List<CaseReason>> CasesAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Cases.Where(c => c.PaymentId == paymentId).Select(c => c.Reason).ToListAsync(_ct));
}
