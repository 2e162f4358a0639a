using Commerce.Api.Idempotency;
using Commerce.Api.Members;
using Commerce.Api.Payments;
using Commerce.Core.Errors;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Orders;

internal static class OrderEndpoints
{
    // A client that hung up may ask again, under the same idempotency key, for the answer it did not wait for.
    private static readonly CancellationToken EvenIfNobodyWaits = CancellationToken.None;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").WithTags("Orders");
        orders.MapPost("/", PlaceAsync)
            .WithSummary("Place an order and have its payment requested")
            .WithDescription("202 while the PG decides: read the order until it is COMPLETED or FAILED. 200 when points paid everything.")
            .Produces<Envelope<OrderResponse>>(200).Produces<Envelope<OrderResponse>>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422)
            .ProducesProblem(502).ProducesProblem(503).ProducesProblem(504);
        orders.MapGet("/", ListAsync)
            .WithSummary("List your orders, newest first")
            .ProducesProblem(400).ProducesProblem(404);
        orders.MapGet("/{orderId:long}", FindAsync)
            .WithSummary("Read one of your orders, with its payment")
            .ProducesProblem(400).ProducesProblem(404);
        orders.MapGet("/{orderId:long}/payments", ListPaymentsAsync)
            .WithSummary("List every attempt to pay one of your orders, newest first")
            .ProducesProblem(400).ProducesProblem(404);
        orders.MapPost("/{orderId:long}/cancel", CancelAsync)
            .WithSummary("Undo a completed order and have its money given back")
            .WithDescription("202 while the PG gives the money back: the order reads CANCELLED when the PG's books do. Asking twice is asking once.")
            .Produces<Envelope<OrderResponse>>(200).Produces<Envelope<OrderResponse>>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static Task<IResult> PlaceAsync(
        HttpContext context,
        CurrentMember member,
        IdempotencyHeader idempotency,
        PlaceOrderRequest request,
        AnswerOnce answerOnce,
        PlaceOrder placeOrder,
        FindOrder findOrder,
        CancellationToken ct)
    {
        var claim = idempotency.ClaimOf(member.Id, request.Fingerprint());
        return answerOnce.ExecuteAsync(
            context, claim, () => placeOrder.ExecuteAsync(request.ToCommand(member.Id, claim), ct), DescribeAsync, ct);

        async Task<IResult> DescribeAsync(long orderId)
        {
            var placed = await findOrder.ExecuteAsync(member.Id, orderId, EvenIfNobodyWaits);
            return placed.Failure is { } failure
                ? throw new CommerceException(failure) { OrderId = orderId }
                : placed.Payment.IsOpen ? UnderWay(placed, Progress(placed.Payment)) : Done(placed);
        }
    }

    private static async Task<Ok<Envelope<PageResponse<OrderResponse>>>> ListAsync(
        CurrentMember member, ListOrders listOrders, CancellationToken ct, int page = 0, int size = 20)
    {
        var found = await listOrders.ExecuteAsync(member.Id, PageRequest.Of(page, size), ct);
        return TypedResults.Ok(Envelope<PageResponse<OrderResponse>>.Success(PageResponse<OrderResponse>.Of(found, OrderResponse.Of)));
    }

    private static async Task<Ok<Envelope<OrderResponse>>> FindAsync(
        CurrentMember member, long orderId, FindOrder findOrder, CancellationToken ct)
    {
        return Done(await findOrder.ExecuteAsync(member.Id, orderId, ct));
    }

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
        long orderId,
        AnswerOnce answerOnce,
        CancelOrder cancelOrder,
        FindOrder findOrder,
        CancellationToken ct)
    {
        var claim = idempotency.ClaimOf(member.Id, $"cancel {orderId}");
        return answerOnce.ExecuteAsync(context, claim, CancelAsync, DescribeAsync, ct);

        async Task<long> CancelAsync()
        {
            await cancelOrder.ExecuteAsync(member.Id, orderId, claim, ct);
            return orderId;
        }

        async Task<IResult> DescribeAsync(long id)
        {
            var placed = await findOrder.ExecuteAsync(member.Id, id, EvenIfNobodyWaits);
            return placed.Order.Status == OrderStatus.Cancelled ? Done(placed) : UnderWay(placed, ErrorMessages.For(placed.Payment.VoidRefusedAt is null ? Sentence.CancelInProgress : Sentence.MoneyNotBackYet));
        }
    }

    private static Ok<Envelope<OrderResponse>> Done(PlacedOrder placed) =>
        TypedResults.Ok(Envelope<OrderResponse>.Success(OrderResponse.Of(placed)));

    private static Accepted<Envelope<OrderResponse>> UnderWay(PlacedOrder placed, string message) =>
        TypedResults.Accepted($"/api/v1/orders/{placed.Order.Id}", Envelope<OrderResponse>.Success(OrderResponse.Of(placed), message));

    private static string Progress(Payment payment) => ErrorMessages.For(
        payment.Status == PaymentStatus.Timeout ? Sentence.PaymentBeingConfirmed : Sentence.PaymentInProgress);
}
