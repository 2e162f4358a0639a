using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.OpenApi;

namespace Commerce.Api.Tests.Documents;

/// <summary>The kept document after a change, and what its clients are told to have lost.</summary>
[SameOnEveryDatabase]
public sealed class OpenApiBreaksTests
{
    [Theory]
    [InlineData("paths", "/api/v1/orders/{orderId}", "GET /api/v1/orders/{orderId} has gone")]
    [InlineData(
        "components.schemas.Order.properties", "finalAmount", "GET /api/v1/orders/{orderId} answers 200.data.finalAmount no longer")]
    [InlineData("components.schemas.PlaceOrderRequest.properties", "usePoint", "POST /api/v1/orders takes body.usePoint no longer")]
    public void What_has_gone_is_missed(string at, string name, string told)
    {
        var changed = Kept();
        at.Split('.').Aggregate(changed, (node, key) => node[key]!).AsObject().Remove(name);

        Assert.Contains(told, OpenApiBreaks.Between(Kept(), changed));
    }

    [Fact]
    public void What_was_not_needed_and_now_is_breaks_requests()
    {
        var changed = Kept();
        changed["components"]!["schemas"]!["PlaceOrderRequest"]!["required"]!.AsArray().Add("couponId");

        Assert.Equal(["POST /api/v1/orders now needs body.couponId"], OpenApiBreaks.Between(Kept(), changed));
    }

    [Fact]
    public void Another_type_is_another_property()
    {
        var changed = Kept();
        changed["components"]!["schemas"]!["Product"]!["properties"]!["price"]!["type"] = "string";

        Assert.Contains(
            "GET /api/v1/products/{productId} answers 200.data.price as string and no longer as integer",
            OpenApiBreaks.Between(Kept(), changed));
    }

    [Fact]
    public void What_comes_in_addition_breaks_nobody()
    {
        var changed = Kept();
        changed["paths"]!["/api/v1/new"] = JsonNode.Parse("""{"get":{"responses":{"200":{}}}}""");
        changed["components"]!["schemas"]!["Order"]!["properties"]!["note"] = JsonNode.Parse("""{"type":"string"}""");

        Assert.Empty(OpenApiBreaks.Between(Kept(), changed));
    }

    private static JsonNode Kept() => JsonNode.Parse(File.ReadAllText(OpenApiFile.PathOf("commerce-api.json")))!;
}
