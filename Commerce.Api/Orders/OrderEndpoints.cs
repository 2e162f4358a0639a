using Commerce.Api.Access;
using Commerce.Api.Events;
using Commerce.Api.Http;
using Commerce.Api.Idempotency;
using Commerce.Api.Members;
using Commerce.Api.Overload;
using Commerce.Api.Payments;
using Commerce.Core.Checkout;
using Commerce.Core.PaymentFlow;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Orders;

internal static class OrderEndpoints
{
    // A client that hung up may ask again, under the same idempotency key, for the answer it did not wait for.
    private static readonly CancellationToken EvenIfNobodyWaits = CancellationToken.None;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").WithTags("Orders").ForMembers();
        orders.MapPost("/", PlaceAsync)
            .WithName("orders.place")
            .WithSummary("Place an order and have its payment requested")
            .WithDescription(
                "202 while the PG decides: read the order until it is COMPLETED or FAILED. 200 when it is paid at once, as by points. 201 "
                + "with payWith: checkout opens the gateway's payment window, and what that gives is for pay.")
            .WithRequestExample(PlaceOrderRequest.Example)
            .WithLocation(201, 202, 400, 502, 503, 504).WithReplayed(200, 201, 202, 400, 502, 503, 504)
            .Produces<Envelope<OrderResponse>>(200).Produces<Envelope<OrderResponse>>(201).Produces<Envelope<OrderResponse>>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422)
            .ProducesProblem(502).ProducesProblem(503).ProducesProblem(504)
            .LimitedAs(RequestLimit.Placing);
        orders.MapGet("/", ListAsync)
            .WithName("orders.list")
            .WithPageLinks()
            .WithEntityTag()
            .WithSummary("List your orders, newest first by default")
            .WithDescription("With cursor, the next page is right however many orders come meanwhile, and as fast as the first.")
            .ProducesProblem(400).ProducesProblem(404)
            .LimitedAs(RequestLimit.FollowUp);
        orders.MapGet("/{orderId:long}", FindAsync)
            .WithName("orders.get")
            .WithEntityTag()
            .WithSummary("Read one of your orders, with its payment")
            .WithDescription("With Prefer: wait=10 it is answered as soon as something changes, or the time is up.")
            .ProducesProblem(400).ProducesProblem(404)
            .LimitedAs(RequestLimit.FollowUp).MayWait();
        orders.MapGet("/{orderId:long}/payments", ListPaymentsAsync)
            .WithName("orders.listPayments")
            .WithSummary("List every attempt to pay one of your orders, newest first")
            .WithDescription("An order paid in a window may have several: those before the newest were refused or ran out of time.")
            .ProducesProblem(400).ProducesProblem(404)
            .LimitedAs(RequestLimit.FollowUp);
        orders.MapPost("/{orderId:long}/cancel", CancelAsync)
            .WithName("orders.cancel")
            .WithSummary("Undo a completed order and have its money given back")
            .WithDescription(
                "202 while the PG gives the money back: the order reads CANCELLED when the PG's books do. Asking twice is asking once.")
            .WithLocation(202).WithReplayed(200, 202)
            .Produces<Envelope<OrderResponse>>(200).Produces<Envelope<OrderResponse>>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422)
            .LimitedAs(RequestLimit.FollowUp);
    }

    private static Task<IResult> PlaceAsync(
        HttpContext context,
        CurrentMember member,
        IdempotencyHeader idempotency,
        PlaceOrderRequest request,
        AnswerOnce answerOnce,
        OrderAnswer answer,
        PlaceOrder placeOrder,
        FindOrder findOrder,
        CancellationToken ct) => answerOnce.ExecuteAsync(
            idempotency.ClaimOf(member.Id, request.Fingerprint()),
            idempotent => placeOrder.ExecuteAsync(request.ToCommand(member.Id, idempotent), ct),
            orderId => findOrder.ExecuteAsync(member.Id, orderId, EvenIfNobodyWaits),
            placed => answer.ToPlacing(context, placed),
            ct);

    private static async Task<Ok<Envelope<PageResponse<OrderResponse>>>> ListAsync(
        CurrentMember member, ListOrders listOrders, [AsParameters] OrderQuery wanted, [AsParameters] PageQuery page, CancellationToken ct)
    {
        var found = await listOrders.ExecuteAsync(member.Id, wanted.ToFilter(), page.ToRequest(), ct);
        return page.Answer(found, OrderResponse.Of);
    }

    private static async Task<Ok<Envelope<OrderResponse>>> FindAsync(
        HttpContext context,
        CurrentMember member,
        long orderId,
        PreferHeader prefer,
        FindOrder findOrder,
        OrderAnswer answer,
        WaitForOrder waitForOrder,
        CancellationToken ct)
    {
        if (prefer.Wait is not { } wait)
        {
            return Found(answer, await findOrder.ExecuteAsync(member.Id, orderId, ct));
        }

        var found = await waitForOrder.ExecuteAsync(member.Id, orderId, wait, ct);
        context.Response.Headers[PreferredWait.AppliedHeader] = $"wait={(int)wait.TotalSeconds}";
        return Found(answer, found);
    }

    private static Ok<Envelope<OrderResponse>> Found(OrderAnswer answer, PlacedOrder placed) =>
        TypedResults.Ok(Envelope<OrderResponse>.Success(answer.ToResponse(placed)));

    private static async Task<Ok<Envelope<IReadOnlyList<PaymentResponse>>>> ListPaymentsAsync(
        CurrentMember member, long orderId, ListPayments listPayments, CancellationToken ct)
    {
        var payments = await listPayments.ExecuteAsync(member.Id, orderId, ct);
        return TypedResults.Ok(Envelope<IReadOnlyList<PaymentResponse>>.Success([.. payments.Select(PaymentResponse.Of)]));
    }

    private static Task<IResult> CancelAsync(
        HttpContext context,
        CurrentMember member,
        IdempotencyHeader idempotency,
        IfMatchHeader ifMatch,
        long orderId,
        AnswerOnce answerOnce,
        OrderAnswer answer,
        CancelOrder cancelOrder,
        FindOrder findOrder,
        CancellationToken ct) => answerOnce.ExecuteAsync(
            idempotency.ClaimOf(member.Id, $"cancel {orderId}"),
            async idempotent =>
            {
                // Between this look and the cancel an order can only have been cancelled by somebody else, which comes to the same.
                await ifMatch.EnsureAsync(async () => EntityTag.Of(
                    context, Envelope<OrderResponse>.Success(answer.ToResponse(await findOrder.ExecuteAsync(member.Id, orderId, ct)))));
                return await cancelOrder.ExecuteAsync(member.Id, orderId, idempotent, ct);
            },
            id => findOrder.ExecuteAsync(member.Id, id, EvenIfNobodyWaits),
            answer.ToCancelling,
            ct);
}
