using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.PgSimulator.Wire;

/// <summary>What the OpenAPI document says of the gateway as a whole.</summary>
internal static class PgDocument
{
    private const string Description =
        """
        A payment gateway to test against: the wire of the original, every fault on demand, and books that can be audited.

        Every answer is `{"meta":{…},"data":…}`; an error has no `data`, and what has no value is left out. Below
        `/toss/v1` it is Toss Payments' body as it is, where what has no value is null. Amounts are won.
        """;

    public static readonly DocumentTexts Texts = new(
        "PG simulator",
        Description,
        [
            ("Payments", "What merchants ask: the three requests of the original, and the cancel that it lacks."),
            ("Toss", "The second dialect: the calls of Toss Payments, with bodies of its own, and what is uncertain about them."),
            ("Books", "The gateway's own record, which a merchant's books are compared with."),
            ("Faults", "What goes wrong, how often, and what the next requests come to."),
        ],
        new Dictionary<string, ParameterText>
        {
            ["orderId"] = new("The merchant's order, of 6 characters at least.", "1351039135"),
            ["transactionKey"] = new("The transaction, as asking for the payment has answered.", "20250816:TR:9577c5"),
            ["paymentKey"] = new("The payment, as the window has given it.", "tgen_20250816102030abc"),
            ["date"] = new("A day in Seoul, yyyy-MM-dd.", "2025-08-16"),
        });
}
