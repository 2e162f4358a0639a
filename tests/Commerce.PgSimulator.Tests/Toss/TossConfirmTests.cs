using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Tests.Toss;

public sealed class TossConfirmTests(TossConfirmTests.Own pg) : IClassFixture<TossConfirmTests.Own>
{
    public sealed class Own : TossSimulator;

    public static TheoryData<string> Codes =>
        [.. TossErrors.OfConfirm.Select(error => error.Code).Where(code => code is not "NOT_FOUND_PAYMENT")];

    [Fact]
    public async Task The_answer_of_a_confirm_is_the_capture()
    {
        var order = await pg.AgreedAsync(amount: 12_345);
        Assert.Equal("IN_PROGRESS", (await pg.LookAsync(order)).Says());

        var answer = await pg.ConfirmAsync(order);

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("DONE", answer.Says());
        Assert.Equal(12_345, answer.Json.GetProperty("balanceAmount").GetInt64());
        Assert.EndsWith("+09:00", answer.Json.GetProperty("approvedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal("424242******4242", answer.Json.GetProperty("card").GetProperty("number").GetString());
        Assert.Equal(answer.Text, (await pg.LookAsync(order)).Text);
        Assert.Equal(answer.Text, (await pg.LookByOrderAsync(order)).Text);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_can_be_met_with_its_status_and_moves_no_money(string code)
    {
        var order = await pg.AgreedAsync(code);

        (await pg.ConfirmAsync(order)).Refused(TossErrors.Named(code).Status, code);

        var ends = ConfirmErrors.Refusals.Any(error => error.Code == code);
        var seen = (await pg.LookAsync(order)).Json;
        Assert.Equal(ends ? "ABORTED" : "IN_PROGRESS", seen.GetProperty("status").GetString());
        Assert.Equal("Null", seen.GetProperty("approvedAt").ValueKind.ToString());
        Assert.Equal(ends ? code : null, seen.GetProperty("failure") is { ValueKind: not System.Text.Json.JsonValueKind.Null } failure
            ? failure.GetProperty("code").GetString() : null);
    }

    [Fact]
    public async Task What_is_not_the_windows_own_is_refused_and_the_payment_stays()
    {
        var order = await pg.AgreedAsync();

        (await pg.ConfirmAsync(order with { PaymentKey = "made-up" })).Refused(404, "NOT_FOUND_PAYMENT");
        (await pg.ConfirmAsync(order with { OrderId = "another-order" })).Refused(404, "NOT_FOUND_PAYMENT_SESSION");
        (await pg.ConfirmAsync(order with { Amount = order.Amount - 1 })).Refused(404, "NOT_FOUND_PAYMENT_SESSION");
        (await pg.ConfirmAsync(order with { OrderId = "short" })).Refused(400, "INVALID_ORDER_ID");

        Assert.Equal("DONE", (await pg.ConfirmAsync(order)).Says());
        (await pg.ConfirmAsync(order)).Refused(400, "ALREADY_PROCESSED_PAYMENT");
    }

    [Fact]
    public async Task A_window_that_nobody_agreed_in_cannot_be_confirmed() =>
        (await pg.ConfirmAsync(await pg.OpenAsync())).Refused(404, "NOT_FOUND_PAYMENT_SESSION");

    [Fact]
    public async Task An_order_is_approved_once_under_whatever_payment_key_and_however_many_come_at_once()
    {
        var orderId = $"order-{Guid.NewGuid():N}";
        var orders = new List<TossOrder>();
        for (var i = 0; i < 8; i++)
        {
            orders.Add(await pg.AgreedAsync(orderId: orderId));
        }

        var answers = await Task.WhenAll(orders.Concat(orders).Select(order => pg.ConfirmAsync(order)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer =>
            Assert.True(answer.Says() is "DUPLICATED_ORDER_ID" or "ALREADY_PROCESSED_PAYMENT", answer.Text));
        Assert.Equal(
            1,
            await pg.QueryAsync<int>("SELECT COUNT(*) FROM toss_payments WHERE order_id = @orderId AND status = 'DONE'", new { orderId }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"paymentKey":"k","orderId":"order-1"}""")]
    [InlineData("""{"paymentKey":"k","orderId":"order-1","amount":"5000"}""")]
    [InlineData("""{"paymentKey":"k","orderId":"order-1","amount":5000.5}""")]
    [InlineData("""{"paymentKey":"k","paymentKey":"k","orderId":"order-1","amount":5000}""")]
    [InlineData("""{"paymentKey":"\ud800","orderId":"order-1","amount":5000}""")]
    [InlineData("""{"paymentKey":7,"orderId":"order-1","amount":5000}""")]
    public async Task What_is_no_confirm_is_an_invalid_request(string body) =>
        (await pg.TossAsync(HttpMethod.Post, "payments/confirm", body)).Refused(400, "INVALID_REQUEST");

    [Fact]
    public async Task A_payment_key_that_is_too_long_is_an_invalid_request() =>
        (await pg.ConfirmAsync(new TossOrder(new string('k', 201), "order-1", 100))).Refused(400, "INVALID_REQUEST");

    [Fact]
    public async Task Less_than_a_hundred_won_is_below_the_minimum() =>
        (await pg.ConfirmAsync(await pg.AgreedAsync(amount: 99))).Refused(400, "BELOW_MINIMUM_AMOUNT");
}
