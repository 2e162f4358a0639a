using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary><c>GET /api/v1/test-cards</c>: which card number leads to what.</summary>
internal static class TestCardEndpoints
{
    public static void MapTestCards(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/test-cards", Show).WithTags("Faults").WithName("testCards.list")
            .Answers<IEnumerable<TestCardAnswer>>("Which card number leads to what.").Fails(400);

    private static Task Show(HttpContext context, CancellationToken _) =>
        WireJson.AnswerAsync(
            context, TestCard.All.Select(card => new TestCardAnswer(card.CardNo, card.Outcome.Name, card.Outcome.Meaning)));

    private sealed record TestCardAnswer(string CardNo, string Outcome, string Meaning);
}
