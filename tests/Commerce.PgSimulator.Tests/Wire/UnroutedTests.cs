using System.Net.Mime;
using System.Text;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class UnroutedTests(GoodDaySimulator pg)
{
    [Theory]
    [InlineData("/api/v1/payment")]
    [InlineData("/api/v1/payments/a/b")]
    [InlineData("/actuator")]
    public async Task An_unknown_path_is_not_found(string path) => Expected.NotFound(await pg.GetAsync(path), "존재하지 않는 요청입니다.");

    [Theory]
    [InlineData("DELETE", "/api/v1/payments")]
    [InlineData("PUT", "/api/v1/payments/20250816:TR:9577c5")]
    [InlineData("GET", "/api/v1/payments/20250816:TR:9577c5/cancel")]
    public async Task A_wrong_method_falls_into_the_catch_all(string method, string path) =>
        Expected.InternalError(await pg.SendAsync(new HttpMethod(method), path, "{}"));

    [Fact]
    public async Task A_value_too_long_for_its_column_falls_into_the_catch_all() =>
        Expected.InternalError((await pg.PayAsync(userId: new string('u', 256))).Answer);

    [Fact]
    public async Task A_body_of_more_than_a_mebibyte_falls_into_the_catch_all()
    {
        // Refused unread, so the client asks before it sends: who is still sending may find the connection closed.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        using var client = new HttpClient(handler) { BaseAddress = pg.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments");
        request.Headers.ExpectContinue = true;
        request.Headers.Add("X-USER-ID", "135135");
        request.Content = new StringContent(new string(' ', (1 << 20) + 1), Encoding.UTF8, MediaTypeNames.Application.Json);

        Expected.InternalError(await client.AnswerAsync(request));
    }
}
