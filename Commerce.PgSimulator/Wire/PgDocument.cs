using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.PgSimulator.Wire;

/// <summary>What the OpenAPI document says of the gateway as a whole.</summary>
internal static class PgDocument
{
    private const string Description =
        """
        A payment gateway to test against: the wire of the original, every fault on demand, and books that can be audited.

        Every answer is `{"meta":{…},"data":…}`; an error has no `data`, and what has no value is left out. Amounts are won.
        """;

    public static readonly DocumentTexts Texts = new(
        "PG simulator",
        Description,
        [
            ("Payments", "What merchants ask: the three requests of the original, and the cancel that it lacks."),
            ("Books", "The gateway's own record, which a merchant's books are compared with."),
            ("Faults", "What goes wrong, how often, and what the next requests come to."),
        ],
        new Dictionary<string, ParameterText>
        {
            ["orderId"] = new("The merchant's order, of 6 characters at least.", "1351039135"),
            ["transactionKey"] = new("The transaction, as asking for the payment has answered.", "20250816:TR:9577c5"),
            ["date"] = new("A day in Seoul, yyyy-MM-dd.", "2025-08-16"),
        });
}
