using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.TestCards;

/// <summary><c>GET /api/v1/test-cards</c>: which card number leads to what.</summary>
internal static class TestCardEndpoints
{
    public static void MapTestCards(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/test-cards", static (HttpContext context) =>
            WireJson.AnswerAsync(context, TestCard.All.Select(card => new { card.CardNo, Outcome = card.Outcome.Name, card.Outcome.Meaning })));
}
