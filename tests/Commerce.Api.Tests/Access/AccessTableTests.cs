extern alias CommerceApi;

using Commerce.Api.Tests.Hosting;
using CommerceApi::Commerce.Api.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Commerce.Api.Tests.Access;

/// <summary>Who may come in at which endpoint. One that does not say so is not in the table, and lets nobody in.</summary>
[SameOnEveryDatabase]
public sealed class AccessTableTests(RunningApi api)
{
    private const string Everybody = "everybody";

    [Fact]
    public void Every_endpoint_says_who_may_come_in()
    {
        var said = api.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .GroupBy(WhoOf, NameOf)
            .ToDictionary(group => group.Key, group => group.Distinct().Order(StringComparer.Ordinal).ToList());

        Assert.Equal(["everybody", "joining", "member", "operator", "operator-details"], said.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "* /alive", "* /health", "* /metrics", "* /ready",
                "GET /api/v1/brands/{brandId:long}", "GET /api/v1/products/", "GET /api/v1/products/{productId:long}",
                "GET /checkout/checkout.css", "GET /checkout/checkout.js", "GET /checkout/window", // In Development.
                "GET /checkout/{orderId:long}",
                "GET /openapi/{documentName}.json",
                "POST /api/v1/payments/callback", "POST /api/v1/payments/callback/{gateway}",
            ],
            said[Everybody].Where(name => !name.Contains("/scalar", StringComparison.Ordinal)));
        Assert.Equal(["POST /api/v1/users/", "POST /api/v1/users/join"], said["joining"]);
        Assert.Equal(
            [
                "DELETE /api/v1/like/products/{productId:long}", "DELETE /api/v1/likes/products/{productId:long}",
                "GET /api/v1/coupons/", "GET /api/v1/like/products", "GET /api/v1/likes",
                "GET /api/v1/orders/", "GET /api/v1/orders/{orderId:long}", "GET /api/v1/orders/{orderId:long}/events",
                "GET /api/v1/orders/{orderId:long}/payments",
                "GET /api/v1/payments/{transactionKey}",
                "GET /api/v1/points/", "GET /api/v1/points/history", "GET /api/v1/users/me",
                "POST /api/v1/coupons/{couponId:long}/claim",
                "POST /api/v1/like/products/{productId:long}", "POST /api/v1/likes/products/{productId:long}",
                "POST /api/v1/orders/", "POST /api/v1/orders/{orderId:long}/cancel",
                "POST /api/v1/orders/{orderId:long}/checkout", "POST /api/v1/orders/{orderId:long}/pay",
                "POST /api/v1/payments/{paymentId:long}/confirm", "POST /api/v1/points/charge",
            ],
            said["member"]);
        Assert.Equal(
            [
                "DELETE /api/v1/webhooks/{webhookId:long}",
                "GET /api/v1/cases/", "GET /api/v1/events", "GET /api/v1/reconciliations/", "GET /api/v1/reconciliations/{runId:long}",
                "GET /api/v1/webhooks/", "GET /api/v1/webhooks/{webhookId:long}", "GET /api/v1/webhooks/{webhookId:long}/deliveries",
                "POST /api/v1/cases/{caseId:long}/resolve", "POST /api/v1/circuits/{name}", "POST /api/v1/reconciliations/",
                "POST /api/v1/webhooks/", "POST /api/v1/webhooks/{webhookId:long}/deliveries/{deliveryId:long}/redeliver",
                "POST /api/v1/webhooks/{webhookId:long}/secret", "POST /api/v1/webhooks/{webhookId:long}/test",
                "PUT /api/v1/webhooks/{webhookId:long}",
            ],
            said["operator"]);
        Assert.Equal(["GET /api/v1/circuits"], said["operator-details"]);
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_lets_nobody_in_and_what_is_none_is_not_found()
    {
        var policy = await api.Service<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        var silent = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/new"),
            order: 0, EndpointMetadataCollection.Empty, displayName: null);

        Assert.False(await AllowsAsync(silent));
        Assert.True(await AllowsAsync(endpoint: null));

        async Task<bool> AllowsAsync(Endpoint? endpoint)
        {
            var context = new DefaultHttpContext();
            context.SetEndpoint(endpoint);
            return (await api.Service<IAuthorizationService>().AuthorizeAsync(context.User, context, policy!)).Succeeded;
        }
    }

    private static string WhoOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        ? Everybody
        : EndpointAccess.PolicyOf(endpoint) ?? "nobody has said";

    private static string NameOf(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single() ?? "*"} {endpoint.RoutePattern.RawText}";
}
