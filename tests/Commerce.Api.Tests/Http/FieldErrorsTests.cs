using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Http;

/// <summary>Who sent several wrong fields is told of all of them at once.</summary>
public sealed class FieldErrorsTests(RunningApi api)
{
    [Fact]
    public async Task Every_wrong_field_of_an_order_is_named_with_its_sentence()
    {
        var answer = await api.PostAsync("/orders", "demo1", new
        {
            items = new[] { 0, 1, -4 }.Select(quantity => new { productId = 1, quantity }),
            usePoint = -1,
            cardType = "AMEX",
            cardNo = "4242",
        });

        Assert.Equal((HttpStatusCode.BadRequest, "QUANTITY_001"), (answer.Status, answer.ErrorCode));
        var errors = ErrorsOf(answer);
        Assert.Equal(["items[0].quantity", "items[2].quantity", "usePoint", "cardType", "cardNo"], errors.Keys);
        Assert.Equal([answer.Problem.Detail], errors["items[0].quantity"]);
    }

    [Fact]
    public async Task Every_wrong_field_of_a_new_member_is_named()
    {
        var answer = await api.PostAsync("/users", null, new { memberId = "no good", email = "nobody", birthDate = "yesterday" });

        Assert.Equal(["memberId", "email", "birthDate", "gender"], ErrorsOf(answer).Keys);
    }

    [Theory]
    [InlineData("/orders?page=-1&size=1000", "page", "size")]
    [InlineData("/products?page=first", "page")]
    [InlineData("/products?sort=best", "sort")]
    [InlineData("/orders?cursor=elsewhere", "cursor")]
    [InlineData(
        "/orders?status=LOST&createdFrom=yesterday&createdTo=2026-01-01T00:00:00&sort=BEST", "status", "createdFrom", "createdTo", "sort")]
    [InlineData("/orders?productId=none", "productId")]
    public async Task Every_wrong_parameter_is_named(string path, params string[] fields) =>
        Assert.Equal(fields, ErrorsOf(await api.GetAsync(path, "demo1")).Keys);

    [Theory]
    [InlineData("/orders?state=FAILED&stauts=FAILED", "state", "stauts")]
    [InlineData("/products?brand=1", "brand")]
    [InlineData("/products/1?brandId=1", "brandId")]
    [InlineData("/orders/1?orderId=2", "orderId")]
    [InlineData("/points?x", "x")]
    [InlineData("/products?4242-4242-4242-4242=1", "****-****-****-4242")]
    public async Task A_parameter_that_there_is_not_is_refused_and_not_ignored(string path, params string[] fields)
    {
        var answer = await api.GetAsync(path, "demo1");

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Equal(fields, ErrorsOf(answer).Keys);
    }

    [Theory]
    [InlineData("/products?BRANDID=1&Page=0&SIZE=1&sort=latest")]
    [InlineData("/orders?status=FAILED&createdFrom=2026-01-01&createdTo=2026-01-02T00:00:00Z&productId=1&sort=OLDEST&page=0&size=1")]
    [InlineData("/coupons?used=true")]
    public async Task What_there_is_is_taken_in_any_spelling(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, "demo1")).Status);

    [Fact]
    public async Task The_header_and_the_place_in_the_body_are_named_too()
    {
        Assert.Equal(["X-USER-ID"], ErrorsOf(await api.GetAsync("/points")).Keys);
        Assert.Equal(["X-USER-ID"], ErrorsOf(await api.GetAsync("/points", "not an id")).Keys);
        Assert.Equal(["items"], ErrorsOf(await api.PostAsync("/orders", "demo1", new { items = "four" })).Keys);
    }

    private static Dictionary<string, string[]> ErrorsOf(Answer answer) =>
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("errors").Deserialize<Dictionary<string, string[]>>()!;
}
