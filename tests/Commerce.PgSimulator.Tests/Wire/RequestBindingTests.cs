using System.Net.Http.Headers;
using System.Text;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class RequestBindingTests(GoodDaySimulator pg)
{
    private const string Unreadable = "요청 본문을 처리하는 중 오류가 발생했습니다. JSON 메세지 규격을 확인해주세요.";

    [Theory]
    [InlineData("orderId")]
    [InlineData("cardType")]
    [InlineData("cardNo")]
    [InlineData("amount")]
    [InlineData("callbackUrl")]
    public async Task A_missing_field_is_named(string field) =>
        Expected.BadRequest(await RequestAsync(without: field), $"필수 필드 '{field}'이(가) 누락되었습니다.");

    [Theory]
    [InlineData("orderId", "null")]
    [InlineData("cardType", "null")]
    [InlineData("cardNo", "null")]
    [InlineData("amount", "null")]
    [InlineData("callbackUrl", "null")]
    [InlineData("orderId", "{}")]
    [InlineData("cardNo", "[]")]
    [InlineData("amount", "true")]
    [InlineData("amount", "\"\"")]
    [InlineData("amount", "[1]")]
    public async Task Null_and_the_wrong_kind_count_as_missing(string field, string json) =>
        Expected.BadRequest(await RequestAsync((field, json)), $"필수 필드 '{field}'이(가) 누락되었습니다.");

    [Theory]
    [InlineData("\"VISA\"", "VISA")]
    [InlineData("\"samsung\"", "samsung")]
    [InlineData("\"\"", "")]
    [InlineData("\"SAMSUNG,KB\"", "SAMSUNG,KB")]
    [InlineData("7", "7")]
    public async Task An_unknown_card_type_is_told_with_the_possible_ones(string json, string value) => Expected.BadRequest(
        await RequestAsync(("cardType", json)),
        $"필드 'cardType'의 값 '{value}'이(가) 예상 타입(CardTypeDto)과 일치하지 않습니다. 사용 가능한 값 : [SAMSUNG, KB, HYUNDAI]");

    [Theory]
    [InlineData("five")]
    [InlineData("5,000")]
    [InlineData("5.5")]
    public async Task An_amount_that_is_no_number_is_told_with_a_trailing_blank(string value) => Expected.BadRequest(
        await RequestAsync(("amount", $"\"{value}\"")), $"필드 'amount'의 값 '{value}'이(가) 예상 타입(long)과 일치하지 않습니다. ");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"orderId\":}")]
    [InlineData("not json")]
    [InlineData("{\"orderId\":\"\\ud800\"}")]
    public async Task What_is_not_json_is_unreadable(string body) => Expected.BadRequest(
        await pg.PostAsync("/api/v1/payments", body), Unreadable);

    [Fact]
    public async Task A_number_too_large_for_won_is_unreadable() => Expected.BadRequest(await RequestAsync(("amount", "1e30")), Unreadable);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    public async Task What_is_json_and_no_object_lacks_a_field_without_name(string body) =>
        Expected.BadRequest(await pg.PostAsync("/api/v1/payments", body), "필수 필드 ''이(가) 누락되었습니다.");

    [Fact]
    public async Task A_request_without_body_and_media_type_is_unreadable() =>
        Expected.BadRequest(await pg.PostAsync("/api/v1/payments", body: null), Unreadable);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    public async Task Another_media_type_falls_into_the_catch_all(string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments");
        request.Headers.Add("X-USER-ID", "135135");
        request.Content = new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue(mediaType));

        Expected.InternalError(await pg.SendAsync(request));
    }

    private Task<Answer> RequestAsync((string Name, string Json)? changed = null, string? without = null)
    {
        var fields = new Dictionary<string, string>
        {
            ["orderId"] = "\"123456\"",
            ["cardType"] = "\"KB\"",
            ["cardNo"] = "\"1234-5678-9814-1451\"",
            ["amount"] = "1000",
            ["callbackUrl"] = "\"http://localhost:8080\"",
        };
        if (changed is var (name, json))
        {
            fields[name] = json;
        }

        var members = fields.Where(field => field.Key != without).Select(field => $"\"{field.Key}\":{field.Value}");
        return pg.PostAsync("/api/v1/payments", "{" + string.Join(',', members) + "}");
    }
}
