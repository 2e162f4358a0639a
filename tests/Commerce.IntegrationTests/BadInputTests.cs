using System.Net;
using System.Text.Json.Nodes;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests;

/// <summary>Bad input gets a clear error as problem details, and nothing is recorded.</summary>
[Collection<ShopCollection>]
public sealed class BadInputTests(Shop shop)
{
    private const string Card = $"\"cardType\":\"SAMSUNG\",\"cardNo\":\"{Cards.Approved}\"";

    [Theory]
    [InlineData($$"""{"items":[{"productId":999999,"quantity":1}],{{Card}}}""", 404, "PRODUCT_001")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":0}],{{Card}}}""", 400, "QUANTITY_001")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":-1}],{{Card}}}""", 400, "QUANTITY_001")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":10001}],{{Card}}}""", 400, "QUANTITY_001")]
    [InlineData($$"""{"items":[{"productId":3,"quantity":1}],{{Card}}}""", 400, "STOCK_001")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":99999999999}],{{Card}}}""", 400, "BAD_REQUEST")]
    [InlineData($$"""{"items":[],{{Card}}}""", 400, "BAD_REQUEST")]
    [InlineData($$"""{"items":[null],{{Card}}}""", 400, "BAD_REQUEST")]
    [InlineData($$"""{"items":"four",{{Card}}}""", 400, "BAD_REQUEST")]
    [InlineData("""{"items":[{"productId":4,"quantity":1}]""", 400, "BAD_REQUEST")]
    [InlineData("""{"items":[{"productId":4,"quantity":1}]}""", 400, "BAD_REQUEST")]
    [InlineData("""{"items":[{"productId":4,"quantity":1}],"cardType":"SAMSUNG","cardNo":"4242"}""", 400, "BAD_REQUEST")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":1}],"couponId":99,{{Card}}}""", 404, "COUPON_001")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":1}],"usePoint":-1,{{Card}}}""", 400, "POINT_002")]
    [InlineData($$"""{"items":[{"productId":4,"quantity":1}],"usePoint":39001,{{Card}}}""", 400, "POINT_002")]
    [InlineData($$"""{"items":[{"productId":5,"quantity":100}],"usePoint":1000000,{{Card}}}""", 400, "POINT_001")]
    [InlineData("""{"items":[{"productId":4,"quantity":1}],"cardType":"AMEX","cardNo":"4242-4242-4242-4242"}""", 400, "BAD_REQUEST")]
    [InlineData("null", 400, "BAD_REQUEST")]
    [InlineData("", 400, "BAD_REQUEST")]
    public async Task A_bad_order_is_refused_with_its_code(string body, int status, string code)
    {
        var refused = await shop.RefusedAsync(body, "demo1");

        var problem = refused.Problem;
        Assert.Equal((HttpStatusCode)status, refused.Status);
        var original = code == "BAD_REQUEST" ? "Bad Request" : code; // Clients of the original find the status's words.
        Assert.Equal((code, original, "FAIL"), (problem.ErrorCode, problem.Meta.ErrorCode, problem.Meta.Result));
        var told = JsonNode.Parse(refused.Body)!.AsObject();
        told.Remove("traceId"); // It may hold any digits.
        Assert.DoesNotContain("4242", told.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 400, "BAD_REQUEST")]
    [InlineData(" ", 400, "BAD_REQUEST")]
    [InlineData("nobody", 404, "MEMBER_001")]
    public async Task An_order_needs_a_member(string? member, int status, string code)
    {
        var refused = await shop.RefusedAsync($$"""{"items":[{"productId":4,"quantity":1}],{{Card}}}""", member);

        Assert.Equal(((HttpStatusCode)status, code), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task A_coupon_is_good_for_one_order()
    {
        const string Order = $$"""{"items":[{"productId":4,"quantity":1}],"couponId":2,{{Card}}}""";
        var placed = await shop.SendOrderAsync(JsonNode.Parse(Order)!);
        var first = await shop.EndOfAsync(placed.Order.Id);

        var refused = await shop.RefusedAsync(Order, "demo1");

        Assert.Equal("COMPLETED", first.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "COUPON_003"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task Another_members_coupon_does_not_exist()
    {
        using var claim = new HttpRequestMessage(HttpMethod.Post, "/api/v1/coupons/4/claim");
        claim.Headers.Add("X-USER-ID", "demo2");
        using var claimed = await shop.SendRawAsync(claim);

        var refused = await shop.RefusedAsync($$"""{"items":[{"productId":4,"quantity":1}],"couponId":4,{{Card}}}""", "demo1");

        Assert.Equal(HttpStatusCode.OK, claimed.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "COUPON_001"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task A_body_over_64_KiB_is_413()
    {
        var refused = await shop.RefusedAsync($$"""{"items":[],"note":"{{new string('x', 64 * 1024)}}"}""", "demo1");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "CONTENT_TOO_LARGE"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task Another_members_order_does_not_exist()
    {
        var orderId = await shop.PlaceAsync(4, 1, Cards.LimitExceeded);

        using var response = await shop.GetRawAsync($"/api/v1/orders/{orderId}", member: "demo2");
        var answer = await Answer.ReadAsync(response, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "ORDER_001"), (answer.Status, answer.ErrorCode));
        await shop.EndOfAsync(orderId);
    }

    [Theory]
    [InlineData("/api/v1/products?page=-1", 400)]
    [InlineData("/api/v1/products?size=101", 400)]
    [InlineData("/api/v1/products?page=x", 400)]
    [InlineData("/api/v1/products?sort=name", 400)]
    [InlineData("/api/v1/products/999999", 404)]
    [InlineData("/api/v1/orders/abc", 404)]
    [InlineData("/nowhere", 404)]
    public async Task A_bad_address_is_a_problem_too(string path, int status)
    {
        using var response = await shop.GetRawAsync(path);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
