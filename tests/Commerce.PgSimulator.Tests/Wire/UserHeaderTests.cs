using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class UserHeaderTests(GoodDaySimulator pg)
{
    private const string Message = "유저 ID 헤더는 필수입니다.";

    [Theory]
    [InlineData("POST", "/api/v1/payments")]
    [InlineData("GET", "/api/v1/payments/20250816:TR:9577c5")]
    [InlineData("GET", "/api/v1/payments?orderId=1351039135")]
    [InlineData("POST", "/api/v1/payments/20250816:TR:9577c5/cancel")]
    public async Task Its_absence_is_an_error_everywhere(string method, string path) =>
        Expected.BadRequest(await pg.SendAsync(new HttpMethod(method), path, null, userId: null), Message);

    [Fact]
    public async Task It_is_checked_before_the_body() =>
        Expected.BadRequest(await pg.PostAsync("/api/v1/payments", "{not json", userId: null), Message);

    [Fact]
    public async Task It_is_checked_before_the_order_id() =>
        Expected.BadRequest(await pg.GetAsync("/api/v1/payments", userId: null), Message);

    [Fact]
    public async Task An_empty_value_is_a_user_like_any_other()
    {
        var order = await pg.PayAsync(userId: "");

        Assert.Equal(200, order.Answer.Status);
        Assert.Equal(200, (await pg.GetAsync($"/api/v1/payments/{order.TransactionKey}", userId: "")).Status);
    }
}
