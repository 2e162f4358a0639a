using System.Net.Sockets;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Payments;

public sealed class IdempotencyTests(GoodDaySimulator pg)
{
    [Fact]
    public async Task The_same_key_is_the_same_transaction()
    {
        var (key, orderId) = (Guid.NewGuid().ToString(), $"order-{Guid.NewGuid():N}");
        var first = await pg.PayAsync(idempotencyKey: key, orderId: orderId);
        await pg.ConcludedAsync(first.TransactionKey);

        var second = await pg.PayAsync(idempotencyKey: key, orderId: orderId);

        Assert.Equal(
            Expected.Success($$"""{"transactionKey":"{{first.TransactionKey}}","status":"SUCCESS","reason":"정상 승인되었습니다."}"""), second.Answer.Text);
        Assert.Equal(1, await CountAsync(orderId));
    }

    [Fact]
    public async Task The_same_key_at_the_same_time_is_the_same_transaction()
    {
        var (key, orderId) = (Guid.NewGuid().ToString(), $"order-{Guid.NewGuid():N}");

        var orders = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => pg.PayAsync(idempotencyKey: key, orderId: orderId)));

        Assert.Single(orders.Select(order => order.TransactionKey).Distinct());
        Assert.Equal(1, await CountAsync(orderId));
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_free()
    {
        var (key, orderId) = (Guid.NewGuid().ToString(), $"order-{Guid.NewGuid():N}");

        var refused = await pg.PayAsync("4000-0000-0000-0119", idempotencyKey: key, orderId: orderId);
        var accepted = await pg.PayAsync("4242-4242-4242-4242", idempotencyKey: key, orderId: orderId);

        Assert.Equal((500, 200), (refused.Answer.Status, accepted.Answer.Status));
    }

    [Fact]
    public async Task A_key_finds_the_transaction_whose_answer_was_a_500()
    {
        var (key, orderId) = (Guid.NewGuid().ToString(), $"order-{Guid.NewGuid():N}");
        var failed = await pg.PayAsync("4000-0000-0000-0341", idempotencyKey: key, orderId: orderId);

        var again = await pg.PayAsync("4000-0000-0000-0341", idempotencyKey: key, orderId: orderId);

        Assert.Equal((500, 200), (failed.Answer.Status, again.Answer.Status));
        Assert.Equal(1, await CountAsync(orderId));
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_a_mistake()
    {
        var (key, orderId) = (Guid.NewGuid().ToString(), $"order-{Guid.NewGuid():N}");
        await pg.PayAsync(idempotencyKey: key, orderId: orderId, amount: 1_000);

        var other = await pg.PayAsync(idempotencyKey: key, orderId: orderId, amount: 2_000);

        Expected.Failure(other.Answer, 422, "Unprocessable Content", "이미 다른 요청에 사용된 Idempotency-Key 입니다.");
        Assert.Equal(1, await CountAsync(orderId));
    }

    [Fact]
    public async Task Keys_belong_to_users()
    {
        var key = Guid.NewGuid().ToString();

        var mine = await pg.PayAsync(idempotencyKey: key, userId: "me");
        var yours = await pg.PayAsync(idempotencyKey: key, userId: "you");

        Assert.NotEqual(mine.TransactionKey, yours.TransactionKey);
    }

    [Fact]
    public async Task A_key_has_1_to_255_characters()
    {
        Assert.Equal(200, (await pg.PayAsync(idempotencyKey: new string('k', 255))).Answer.Status);

        const string Message = "Idempotency-Key 헤더는 1~255자의 값 하나여야 합니다.";
        Expected.BadRequest((await pg.PayAsync(idempotencyKey: new string('k', 256))).Answer, Message);
        Expected.BadRequest((await pg.PayAsync(idempotencyKey: " ")).Answer, Message);
    }

    // HttpClient would join the two into one line.
    [Fact]
    public async Task Two_keys_are_one_too_many()
    {
        using var socket = new TcpClient("127.0.0.1", pg.Http.BaseAddress!.Port);
        var stream = socket.GetStream();
        byte[] request =
        [
            .. "POST /api/v1/payments/20250816:TR:9577c5/cancel HTTP/1.1\r\nHost: a\r\nX-USER-ID: 1\r\n"u8,
            .. "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8,
        ];
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);

        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key 헤더는 1~255자의 값 하나여야 합니다.", answer, StringComparison.Ordinal);
    }

    private Task<int> CountAsync(string orderId) => pg.QueryAsync<int>(
        "SELECT COUNT(*) FROM payments WHERE order_id = @orderId", new { orderId });
}
