using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Commerce.Api.Tests.Overload;

/// <summary>Whatever anybody can send is limited, and what must get through a rush is not.</summary>
[SameOnEveryDatabase]
public sealed class LimitedEndpointTests(RunningApi api)
{
    [Fact]
    public void Every_endpoint_is_limited_but_callbacks_and_what_operators_and_machines_ask()
    {
        var unlimited = api.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(route => route.StartsWith("/api/", StringComparison.Ordinal));

        Assert.Equal(
            [
                "/api/v1/cases/", "/api/v1/cases/{caseId:long}/resolve",
                "/api/v1/circuits", "/api/v1/circuits/{name}",
                "/api/v1/events", "/api/v1/orders/{orderId:long}/events", // The second is limited by Events:MostStreams.
                "/api/v1/payments/callback", "/api/v1/payments/callback/{gateway}",
                "/api/v1/reconciliations/", "/api/v1/reconciliations/{runId:long}",
                "/api/v1/webhooks/", "/api/v1/webhooks/{webhookId:long}", "/api/v1/webhooks/{webhookId:long}/deliveries",
                "/api/v1/webhooks/{webhookId:long}/deliveries/{deliveryId:long}/redeliver",
                "/api/v1/webhooks/{webhookId:long}/secret", "/api/v1/webhooks/{webhookId:long}/test",
            ],
            unlimited.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/api/v1/orders/", "placing")]
    [InlineData("POST", "/api/v1/orders/{orderId:long}/cancel", "follow-up")]
    [InlineData("POST", "/api/v1/payments/{paymentId:long}/confirm", "follow-up")]
    [InlineData("GET", "/api/v1/orders/{orderId:long}", "follow-up")]
    [InlineData("GET", "/api/v1/products/", "catalogue")]
    [InlineData("GET", "/api/v1/brands/{brandId:long}", "catalogue")]
    [InlineData("POST", "/api/v1/points/charge", "members")]
    public void Each_kind_of_request_has_a_limit_of_its_own(string method, string route, string limit)
    {
        var endpoint = api.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(endpoint => endpoint.RoutePattern.RawText == route
                && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method));

        Assert.Equal(limit, endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName);
    }
}
