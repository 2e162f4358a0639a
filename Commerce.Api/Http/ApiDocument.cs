using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.Api.Http;

/// <summary>What the OpenAPI document says of the API as a whole, and of parameters that many endpoints have.</summary>
internal static class ApiDocument
{
    private const string Description =
        """
        Orders, paid by card through a payment gateway (PG) that is slow, fails and sometimes does not answer at all.

        Every success is `{"meta":{"result":"SUCCESS"},"data":…}`; every error is a problem detail (RFC 9457) with an `errorCode`.
        What has no value is left out and never null. Messages are Korean, or English with `Accept-Language: en`. Amounts are won.

        The examples work as they are on the demo data, for the member `demo1`.
        """;

    public static readonly DocumentTexts Texts = new(
        "Commerce API",
        Description,
        [
            ("Users", "Become a member, and read what is known about you."),
            ("Points", "Your balance: 1 point is 1 won."),
            ("Brands", "Who makes the products."),
            ("Products", "The catalogue, with the stock of today."),
            ("Likes", "What you like."),
            ("Coupons", "Your coupons, each good for one order."),
            ("Orders", "Place an order, follow it, and have it undone."),
            ("Payments", "Follow a payment; and for gateways, report how one ended."),
            ("Events", "For operators: everything that has happened, in order."),
            ("Webhooks", "For operators: which of the shop's other systems are told of events."),
            ("Reconciliations", "For operators: our books against the PG's."),
            ("Customer service", "For operators: cases that a person has to look into."),
            ("Circuits", "For operators: the circuit breakers of this process."),
        ],
        new Dictionary<string, ParameterText>
        {
            ["orderId"] = new("The order's id, as placing it has answered.", 1),
            ["productId"] = new("The product's id.", 4),
            ["brandId"] = new("The brand's id.", 1),
            ["couponId"] = new("The coupon's id.", 1),
            ["paymentId"] = new("The payment's id, as its order shows it.", 1),
            ["transactionKey"] = new("The PG's key for the payment.", "20250816:TR:9577c5"),
            ["gateway"] = new("The gateway's name, as it is configured.", "simulator"),
            ["runId"] = new("The comparison's id.", 1),
            ["webhookId"] = new("The webhook's id.", 1),
            ["deliveryId"] = new("The message's id in the list of deliveries.", 1),
            ["caseId"] = new("The case's id.", 1),
            ["name"] = new("The circuit breaker's name.", "pg-payments"),
            ["sort"] = new("LATEST, PRICE_ASC or LIKES_DESC, or the same in lower case.", "LATEST"),
            ["used"] = new("true: taken by an order; false: can still be used; left out: all.", false),
            ["open"] = new("true: the open ones; false: the resolved ones.", true),
            ["Idempotency-Key"] = new(null, "3f6c1f5e-8a1b-4c53-9d3c-6f2f5f0c1b7e"),
        });
}
