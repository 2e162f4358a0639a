using System.Net;
using Commerce.Api.Tests.Hosting;

namespace Commerce.Api.Tests.Orders;

/// <summary>What may be an idempotency key (I13).</summary>
[Collection(CardOrders.Collection)]
public sealed class IdempotencyKeyTests(RunningApi api)
{
    [Theory]
    [InlineData("Idempotency-Key 헤더는 한 번만 보낼 수 있습니다.", "one", "two")]
    [InlineData("Idempotency-Key 헤더는 한 번만 보낼 수 있습니다.", "one", "one")]
    [InlineData("Idempotency-Key는 공백과 쉼표가 없는 ASCII 문자 1자 이상 255자 이하여야 합니다.", "")]
    [InlineData("Idempotency-Key는 공백과 쉼표가 없는 ASCII 문자 1자 이상 255자 이하여야 합니다.", "\"\"")]
    [InlineData("Idempotency-Key는 공백과 쉼표가 없는 ASCII 문자 1자 이상 255자 이하여야 합니다.", "two words")]
    public async Task What_is_no_key_is_refused(string message, params string[] keys)
    {
        var (member, productId) = await api.StageAsync();

        var answer = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), keys);

        answer.IsProblem(HttpStatusCode.BadRequest, "IDEMPOTENCY_001", message);
        Assert.Equal(0, await api.OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_key_may_have_255_characters_and_no_more()
    {
        var (member, productId) = await api.StageAsync();

        var tooLong = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), new string('k', 256));
        var longest = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), new string('k', 255));

        Assert.Equal(("IDEMPOTENCY_001", HttpStatusCode.OK), (tooLong.ErrorCode, longest.Status));
    }
}
