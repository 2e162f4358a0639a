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
            "GET /api/v1/products/{productId} answers 200.data.price as string (int64) and no longer as integer (int64)",
            OpenApiBreaks.Between(Kept(), changed));
    }

    [Fact]
    public void A_name_a_success_and_a_header_that_clients_build_on_are_missed()
    {
        var changed = Kept();
        var place = changed["paths"]!["/api/v1/orders"]!["post"]!;
        place["operationId"] = "orders.create";
        place["responses"]!.AsObject().Remove("202");
        place["responses"]!["201"]!["headers"]!.AsObject().Remove("Location");
        changed["components"]!["schemas"]!["Product"]!["properties"]!["stock"]!["format"] = "int64";

        var breaks = OpenApiBreaks.Between(Kept(), changed);

        Assert.Contains("POST /api/v1/orders is called orders.create and no longer orders.place", breaks);
        Assert.Contains("POST /api/v1/orders answers 202 no longer", breaks);
        Assert.Contains("POST /api/v1/orders answers 201 without Location", breaks);
        Assert.Contains(
            "GET /api/v1/products/{productId} answers 200.data.stock as integer (int64) and no longer as integer (int32)", breaks);
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
