using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class PaymentRequestTests(PaymentRequestTests.AlwaysRefusing pg) : IClassFixture<PaymentRequestTests.AlwaysRefusing>
{
    private const string OrderId = "주문 ID는 6자리 이상 문자열이어야 합니다.";
    private const string CardNo = "카드 번호는 xxxx-xxxx-xxxx-xxxx 형식이어야 합니다.";
    private const string Amount = "결제금액은 양의 정수여야 합니다.";
    private const string CallbackUrl = "콜백 URL 은 http://localhost:8080 로 시작해야 합니다.";
    private const string GoodUrl = "http://localhost:8080/callback";

    /// <summary>With the original's callback prefix. What is wrong is told before the dice and their delay come into play.</summary>
    public sealed class AlwaysRefusing() : Simulator(
        ("Callbacks:AllowedPrefixes:0", "http://localhost:8080"),
        ("Faults:RefuseRate", "1"),
        ("Faults:AcceptDelayMaxMs", "1"));

    [Theory]
    [InlineData("")]
    [InlineData("      ")]
    [InlineData("12345")]
    public async Task Order_ids_have_six_characters_or_more(string orderId) => Expected.BadRequest(
        await RequestAsync(orderId: orderId), OrderId);

    [Theory]
    [InlineData("")]
    [InlineData("1234567898141451")]
    [InlineData("1234-5678-9814-145")]
    [InlineData("1234-5678-9814-14511")]
    [InlineData("1234-5678-9814-145a")]
    [InlineData("1234-5678-9814-1451\n")]
    [InlineData("١٢٣٤-5678-9814-1451")]
    public async Task Card_numbers_have_one_form(string cardNo) => Expected.BadRequest(await RequestAsync(cardNo: cardNo), CardNo);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task Amounts_are_positive(long amount) => Expected.BadRequest(await RequestAsync(amount: amount), Amount);

    [Theory]
    [InlineData("")]
    [InlineData("callback")]
    [InlineData("https://localhost:8080/callback")]
    [InlineData("http://localhost:8081/callback")]
    [InlineData("http://127.0.0.1:8080/callback")]
    [InlineData("HTTP://localhost:8080/callback")]
    [InlineData("http://localhost:8080.evil.com/callback")]
    [InlineData("http://localhost:8080@evil.com/callback")]
    [InlineData("http://localhost:80801/callback")]
    public async Task Callbacks_go_to_the_allowed_address(string url) => Expected.BadRequest(
        await RequestAsync(callbackUrl: url), CallbackUrl);

    [Fact]
    public async Task Breaches_are_told_one_at_a_time_in_the_originals_order()
    {
        Expected.BadRequest(await RequestAsync("1", "1", 0, "x"), OrderId);
        Expected.BadRequest(await RequestAsync("123456", "1", 0, "x"), CardNo);
        Expected.BadRequest(await RequestAsync("123456", "1234-5678-9814-1451", 0, "x"), Amount);
        Expected.BadRequest(await RequestAsync("123456", "1234-5678-9814-1451", 1, "x"), CallbackUrl);
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://localhost:8080?order=1")]
    [InlineData("http://localhost:8080/api/v1/examples/callback")]
    public async Task A_good_request_meets_the_dice_and_a_refusal_stores_nothing(string url)
    {
        Expected.InternalError(await RequestAsync(orderId: "refused-order", callbackUrl: url), "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");

        Assert.Equal(0, await pg.QueryAsync<int>("SELECT COUNT(*) FROM payments"));
        Expected.NotFound(await pg.GetAsync("/api/v1/payments?orderId=refused-order"), "(orderId: refused-order) 에 해당하는 결제건이 존재하지 않습니다.");
    }

    private Task<Answer> RequestAsync(
        string orderId = "123456", string cardNo = "1234-5678-9814-1451", long amount = 1_000, string callbackUrl = GoodUrl) =>
        pg.PostAsync("/api/v1/payments", JsonSerializer.Serialize(new { orderId, cardType = "KB", cardNo, amount, callbackUrl }));
}
