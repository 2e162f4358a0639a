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
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").WithTags("Orders");
        orders.MapPost("/", PlaceAsync)
            .WithSummary("Place an order and have its payment requested")
            .WithDescription("202 while the PG decides: read the order until it is COMPLETED or FAILED. 200 when points paid everything.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(502).ProducesProblem(503);
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
            .ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<Envelope<OrderResponse>>, Accepted<Envelope<OrderResponse>>>> PlaceAsync(
        CurrentMember member, PlaceOrderRequest request, PlaceOrder placeOrder, FindOrder findOrder, CancellationToken ct)
    {
        var orderId = await placeOrder.ExecuteAsync(request.ToCommand(member.Id), ct);
        var placed = await findOrder.ExecuteAsync(member.Id, orderId, ct);
        var order = OrderResponse.Of(placed);
        return placed.Payment.IsOpen
            ? TypedResults.Accepted($"/api/v1/orders/{orderId}", Envelope<OrderResponse>.Success(order, Progress(placed.Payment)))
            : TypedResults.Ok(Envelope<OrderResponse>.Success(order));
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
        var placed = await findOrder.ExecuteAsync(member.Id, orderId, ct);
        return TypedResults.Ok(Envelope<OrderResponse>.Success(OrderResponse.Of(placed)));
    }

    private static async Task<Ok<Envelope<IReadOnlyList<PaymentResponse>>>> ListPaymentsAsync(
        CurrentMember member, long orderId, ListPayments listPayments, CancellationToken ct)
    {
        var payments = await listPayments.ExecuteAsync(member.Id, orderId, ct);
        return TypedResults.Ok(Envelope<IReadOnlyList<PaymentResponse>>.Success([.. payments.Select(PaymentResponse.Of)]));
    }

    private static async Task<Results<Ok<Envelope<OrderResponse>>, Accepted<Envelope<OrderResponse>>>> CancelAsync(
        CurrentMember member, long orderId, CancelOrder cancelOrder, FindOrder findOrder, CancellationToken ct)
    {
        await cancelOrder.ExecuteAsync(member.Id, orderId, ct);
        var placed = await findOrder.ExecuteAsync(member.Id, orderId, ct);
        var order = OrderResponse.Of(placed);
        return placed.Order.Status == OrderStatus.Cancelled
            ? TypedResults.Ok(Envelope<OrderResponse>.Success(order))
            : TypedResults.Accepted($"/api/v1/orders/{orderId}", Envelope<OrderResponse>.Success(order, ErrorMessages.For(Sentence.CancelInProgress)));
    }

    private static string Progress(Payment payment) => ErrorMessages.For(
        payment.Status == PaymentStatus.Timeout ? Sentence.PaymentBeingConfirmed : Sentence.PaymentInProgress);
}
