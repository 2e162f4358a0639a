using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

/// <summary>What can go wrong with the answer to a payment request, one scripted outcome at a time.</summary>
public sealed class RequestFaultTests(RequestFaultTests.Scripted pg) : IClassFixture<RequestFaultTests.Scripted>
{
    private const int SlowMs = 600;

    public sealed class Scripted() : Simulator(("Faults:SlowAnswerMs", $"{SlowMs}"));

    [Fact]
    public async Task Too_many_requests_is_a_429_and_stores_nothing()
    {
        await ScriptAsync("too-many-requests");

        var order = await pg.PayAsync();

        Expected.Failure(order.Answer, 429, "Too Many Requests", "요청이 너무 많습니다. 잠시 후 다시 시도해주세요.");
        Assert.False(await StoredAsync(order.OrderId));
    }

    [Fact]
    public async Task A_cut_connection_gives_no_answer_and_stores_nothing()
    {
        await ScriptAsync("connection-cut");
        var orderId = NewOrderId();

        await Assert.ThrowsAsync<HttpRequestException>(() => pg.PayAsync(orderId: orderId));

        Assert.False(await StoredAsync(orderId));
    }

    [Fact]
    public async Task A_hanging_request_stores_nothing()
    {
        await ScriptAsync("hangs");
        var orderId = NewOrderId();
        var answer = pg.PayAsync(orderId: orderId);
        await Until.TrueAsync(async () => (await pg.GetAsync("/api/v1/faults/script")).Data.GetProperty("remaining").GetInt32() == 0);

        await pg.PayAsync(); // A whole request later the first one still hangs.

        Assert.False(answer.IsCompleted);
        Assert.False(await StoredAsync(orderId));
    }

    [Fact]
    public async Task A_slow_drip_takes_its_time_and_is_whole()
    {
        await ScriptAsync("slow-drip");
        var start = TimeProvider.System.GetTimestamp();

        var order = await pg.PayAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= SlowMs / 2.0);
        Assert.Equal(Expected.Success($$"""{"transactionKey":"{{order.TransactionKey}}","status":"PENDING"}"""), order.Answer.Text);
    }

    [Fact]
    public async Task A_malformed_answer_is_half_a_document_of_a_stored_payment()
    {
        await ScriptAsync("malformed-answer");

        var order = await pg.PayAsync();

        Assert.Equal(200, order.Answer.Status);
        Assert.ThrowsAny<JsonException>(() => order.Answer.Json);
        Assert.True(await StoredAsync(order.OrderId));
    }

    [Fact]
    public async Task A_wrong_key_leads_nowhere()
    {
        await ScriptAsync("wrong-key");

        var order = await pg.PayAsync();

        Assert.Equal(200, order.Answer.Status);
        Assert.Equal(404, (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}")).Status);
        Assert.True(await StoredAsync(order.OrderId));
    }

    [Fact]
    public async Task The_accepted_work_goes_on_when_the_client_hangs_up()
    {
        await pg.TurnAsync("""{"acceptDelayMinMs":1000,"acceptDelayMaxMs":1000}""");
        await ScriptAsync("no-answer"); // However slow the machine is, there is no answer before the client hangs up.
        var orderId = NewOrderId();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments");
        request.Headers.Add("X-USER-ID", "135135");
        request.Content = new StringContent(
            $$"""{"orderId":"{{orderId}}","cardType":"KB","cardNo":"4242-4242-4242-4242","amount":1,"callbackUrl":"{{pg.Merchant.CallbackUrl(orderId)}}"}""",
            null, "application/json");
        using var patience = new CancellationTokenSource();
        var answer = pg.Http.SendAsync(request, patience.Token);
        // It is being thought about.
        await Until.TrueAsync(async () => (await pg.GetAsync("/api/v1/faults/script")).Data.GetProperty("remaining").GetInt32() == 0);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Contains("SUCCESS", (await pg.Merchant.NextAsync(orderId)).Text, StringComparison.Ordinal);
        await pg.TurnAsync("{}");
    }

    private async Task ScriptAsync(string outcome)
    {
        var answer = await pg.PostAsync("/api/v1/faults/script", $$"""{"outcomes":["{{outcome}}"]}""");
        Assert.Equal(Expected.Success("""{"remaining":1}"""), answer.Text);
    }

    private async Task<bool> StoredAsync(string orderId) => (await pg.GetAsync($"/api/v1/payments?orderId={orderId}")).Status == 200;

    private static string NewOrderId() => $"order-{Guid.NewGuid():N}";
}
