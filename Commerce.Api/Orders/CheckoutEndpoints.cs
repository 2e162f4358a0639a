using Commerce.Api.Access;
using Commerce.Api.Idempotency;
using Commerce.Api.Members;
using Commerce.Api.Overload;
using Commerce.Core.Checkout;
using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.Api.Orders;

internal static class CheckoutEndpoints
{
    public static void MapCheckouts(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").WithTags("Orders").ForMembers();
        orders.MapPost("/{orderId:long}/pay", PayAsync)
            .WithName("orders.pay")
            .WithSummary("Have a payment confirmed that you agreed to in the gateway's payment window")
            .WithDescription(
                "200 when it is paid, 202 while the gateway's answer is awaited: read the order. Sending the same key again tells what "
                + "became of it. 409 PAYMENT_007 while another key is being paid, PAYMENT_008 for another amount, PAYMENT_009 when the "
                + "time is over; 400 PAYMENT_010 for a key that is none of this payment's. After a refusal: see checkout.")
            .WithRequestExample(PayOrderRequest.Example)
            .WithLocation(202)
            .Produces<Envelope<OrderResponse>>(200).Produces<Envelope<OrderResponse>>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .ProducesProblem(502).ProducesProblem(503)
            .LimitedAs(RequestLimit.Placing);
        orders.MapPost("/{orderId:long}/checkout", CheckoutAsync)
            .WithName("orders.checkout")
            .WithSummary("Get what opens the payment window for one of your orders that is not paid yet")
            .WithDescription(
                "The attempt that waits for you, or another one after one has failed. 409 PAYMENT_007 while a payment is open, PAYMENT_009 "
                + "when the order's time for paying is over; 429 after too many attempts.")
            .WithLocation(201)
            .Produces<Envelope<OrderResponse>>(201)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .LimitedAs(RequestLimit.FollowUp);
    }

    private static async Task<IResult> PayAsync(
        HttpContext context,
        CurrentMember member,
        long orderId,
        PayOrderRequest request,
        OrderAnswer answer,
        PayOrder payOrder,
        CancellationToken ct)
    {
        var (key, amount) = request.Checked();
        var paid = await payOrder.ExecuteAsync(member.Id, orderId, key, amount, ct);
        return new GivenAnswer(answer.ToPlacing(context, paid), orderId, IsRepeated: false);
    }

    private static async Task<IResult> CheckoutAsync(
        HttpContext context, CurrentMember member, long orderId, OrderAnswer answer, RenewCheckout renew, CancellationToken ct) =>
        new GivenAnswer(answer.ToPlacing(context, await renew.ExecuteAsync(member.Id, orderId, ct)), orderId, IsRepeated: false);
}
