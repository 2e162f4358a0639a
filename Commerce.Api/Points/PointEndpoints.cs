using Commerce.Api.Access;
using Commerce.Api.Http;
using Commerce.Api.Members;
using Commerce.Api.Overload;
using Commerce.Core.Members;
using Commerce.Core.Points;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Points;

internal static class PointEndpoints
{
    public static void MapPoints(this IEndpointRouteBuilder routes)
    {
        var points = routes.MapGroup("/api/v1/points").WithTags("Points").ForMembers().LimitedAs(RequestLimit.Members);
        points.MapGet("/", FindAsync)
            .WithName("points.get")
            .WithSummary("Read your balance")
            .WithDescription("In won. What open orders have taken is not in it any more, and comes back when they fail.")
            .ProducesProblem(400).ProducesProblem(404);
        points.MapPost("/charge", ChargeAsync)
            .WithName("points.charge")
            .WithRequestExample("""{"amount":10000}""")
            .WithSummary("Add points to your balance")
            .WithDescription($"1 to {ChargePoints.MaxAmount} points at a time; a balance is at most {ChargePoints.MaxBalance}.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413);
        points.MapGet("/history", ListAsync)
            .WithName("points.listHistory")
            .WithPageLinks()
            .WithSummary("List how your points came and went, newest first")
            .WithDescription(
                "kind: CHARGE, USE (an order took them) or RESTORE (an order gave them back). The amounts add up to the balance.")
            .ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Ok<Envelope<BalanceResponse>>> FindAsync(CurrentMember member, FindMember findMember, CancellationToken ct)
    {
        var found = await findMember.ExecuteAsync(member.Id, ct);
        return TypedResults.Ok(Envelope<BalanceResponse>.Success(new BalanceResponse(found.Point)));
    }

    private static async Task<Ok<Envelope<BalanceResponse>>> ChargeAsync(
        CurrentMember member, ChargeRequest request, ChargePoints chargePoints, CancellationToken ct)
    {
        var balance = await chargePoints.ExecuteAsync(member.Id, request.Amount, ct);
        return TypedResults.Ok(Envelope<BalanceResponse>.Success(new BalanceResponse(balance)));
    }

    private static async Task<Ok<Envelope<PageResponse<PointEntryResponse>>>> ListAsync(
        CurrentMember member, ListPointEntries listPointEntries, [AsParameters] PageQuery page, CancellationToken ct)
    {
        var found = await listPointEntries.ExecuteAsync(member.Id, page.ToRequest(), ct);
        return page.Answer(found, PointEntryResponse.Of);
    }
}

/// <summary>The body of <c>POST /api/v1/points/charge</c>.</summary>
internal sealed record ChargeRequest(long Amount);

/// <param name="Point">1 point = 1 won.</param>
internal sealed record BalanceResponse(long Point);

/// <param name="Amount">Points, negative when they left the balance.</param>
/// <param name="OrderId">The order that moved them, if one did.</param>
internal sealed record PointEntryResponse(long Id, PointEntryKind Kind, long Amount, long? OrderId, DateTimeOffset CreatedAt)
{
    public static PointEntryResponse Of(PointEntry entry) => new(entry.Id, entry.Kind, entry.Amount, entry.OrderId, entry.CreatedAt);
}
