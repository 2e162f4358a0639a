using System.Globalization;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Idempotency;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.PgSimulator.Flow;

/// <summary>The three endpoints of the original, and the cancel that it lacks.</summary>
internal static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/api/v1/payments").WithTags("Payments");
        payments.MapPost("", RequestAsync)
            .WithName("payments.request")
            .Answers<TransactionAnswer>("Ask for a payment. How it ends comes by callback.").Fails(400, 409, 422, 429)
            .DescribeBody<PaymentRequest>(PaymentRequest.Example).ReadsUser().ReadsIntent();
        payments.MapGet("", ListAsync)
            .WithName("payments.list")
            .Answers<OrderTransactionsAnswer>("The transactions of one order, newest first.").Fails(400, 404).ReadsUser();
        payments.MapGet("{transactionKey}", FindAsync)
            .WithName("payments.get")
            .Answers<TransactionDetailAnswer>("A transaction in full.").Fails(400, 404).ReadsUser();
        payments.MapPost("{transactionKey}/cancel", CancelAsync)
            .WithName("payments.cancel")
            .Answers<CancelAnswer>("Give the money back, or keep a pending payment from being captured.").Fails(400, 404, 409, 422)
            .ReadsUser().ReadsIntent();
    }

    private static RouteHandlerBuilder ReadsUser(this RouteHandlerBuilder route) =>
        route.ReadsHeader(
            DescribedRoutes.UserIdHeader, required: true, "The merchant's user. What belongs to another one is not found.", "135135");

    private static RouteHandlerBuilder ReadsIntent(this RouteHandlerBuilder route) =>
        route.ReadsHeader(
            Intent.Header, required: false,
            "The same key is the same transaction, however often it is sent. 1 to 255 characters.", "order-1-payment-1");

    // The work goes on when the client hangs up, as it does in the original: a client that stops waiting may well be charged.
    private static async Task RequestAsync(
        HttpContext context, RequestPayment request, CallbackTargets targets, FaultyAnswer answer, IHostApplicationLifetime lifetime)
    {
        var userId = UserId(context);
        var wish = PaymentRequestReader.Read(await JsonBody.ReadAsync(context.Request, context.RequestAborted));
        wish.Validate(targets);
        var intent = Intent.From(
            context.Request, userId, "payment",
            wish.OrderId, wish.CardType.ToString(), wish.CardNo, wish.Amount.ToString(CultureInfo.InvariantCulture), wish.CallbackUrl);
        var decision = await request.ExecuteAsync(userId, wish, intent, lifetime.ApplicationStopping);
        await answer.WriteAsync(context, decision.Answer, decision.Plan);
    }

    private static async Task FindAsync(HttpContext context, string transactionKey, LookUpPayment lookUp, CancellationToken ct) =>
        await WireJson.AnswerAsync(context, TransactionDetailAnswer.From(await lookUp.ExecuteAsync(UserId(context), transactionKey, ct)));

    private static async Task ListAsync(HttpContext context, string? orderId, LookUpPayment lookUp, CancellationToken ct)
    {
        var userId = UserId(context);
        if (orderId is null)
        {
            throw new PgException(WireError.Internal); // The original trips over the null and falls into its catch-all.
        }

        var found = await lookUp.ExecuteByOrderAsync(userId, orderId, ct);
        await WireJson.AnswerAsync(context, new OrderTransactionsAnswer(orderId, [.. found.Select(TransactionAnswer.From)]));
    }

    private static async Task CancelAsync(HttpContext context, string transactionKey, CancelPayment cancel, FaultyAnswer answer)
    {
        var userId = UserId(context);
        var intent = Intent.From(context.Request, userId, "cancel", transactionKey);
        var (payment, fault) = await cancel.ExecuteAsync(userId, transactionKey, intent, CancellationToken.None);
        if (fault == AnswerFault.NoAnswer)
        {
            await answer.HoldAsync(context);
            return;
        }

        await WireJson.AnswerAsync(context, CancelAnswer.From(payment));
    }

    // Only its absence is an error: an empty value is a user like any other.
    private static string UserId(HttpContext context) =>
        context.Request.Headers.TryGetValue(DescribedRoutes.UserIdHeader, out var values)
            ? values[0] ?? string.Empty
            : throw new PgException(WireError.BadRequest, "유저 ID 헤더는 필수입니다.");
}
