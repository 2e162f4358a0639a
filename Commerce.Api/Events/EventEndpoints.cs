using System.ComponentModel;
using Commerce.Api.Access;
using Commerce.Api.Members;
using Commerce.Core.Events;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Events;

internal static class EventEndpoints
{
    private const int DefaultLimit = 100;

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/events", ListAsync).WithTags("Events")
            .RequireOperator()
            .WithName("events.list")
            .WithSummary("For operators: read what has happened, oldest first")
            .WithDescription(
                "Begin with after=0 and go on with nextAfter: nothing is left out, and nothing appears before what you have. "
                + "410 when what comes next is not kept any more.")
            .ProducesProblem(400).ProducesProblem(410);
        routes.MapGet("/api/v1/orders/{orderId:long}/events", StreamAsync).WithTags("Orders")
            .ForMembers()
            .WithName("orders.events")
            .WithSummary("Be told what happens to one of your orders, as server-sent events")
            .WithDescription(
                "Begins with the order as it is (order.state), or after Last-Event-ID, and ends when the order has. "
                + "204 when you have everything. What is named heartbeat has no data.")
            .Produces<string>(200, "text/event-stream").Produces(204)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Ok<Envelope<EventListResponse>>> ListAsync(
        ListEvents list,
        CancellationToken ct,
        [Description("The id of the last event that you have; 0: from the oldest that is kept.")] long after = 0,
        [Description("Events a page, 1 to 1000.")] int limit = DefaultLimit)
    {
        var found = await list.ExecuteAsync(after, limit, ct);
        var next = found is [.., var last] ? last.Position!.Value : after;
        return TypedResults.Ok(Envelope<EventListResponse>.Success(
            new EventListResponse([.. found.Select(EventResponse.Of)], next, HasMore: found.Count == limit)));
    }

    private static async Task<IResult> StreamAsync(
        HttpContext context, CurrentMember member, long orderId, LastEventIdHeader last, StreamOrder stream, CancellationToken ct)
    {
        if (await stream.ExecuteAsync(context, member.Id, orderId, last.Id, ct) is not { } items)
        {
            return TypedResults.NoContent();
        }

        context.Response.Headers["X-Accel-Buffering"] = "no"; // Proxies that know it pass each event on at once.
        return TypedResults.ServerSentEvents(items);
    }
}
