using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Payments;

/// <summary>The three endpoints of the original.</summary>
internal static class PaymentEndpoints
{
    private const string UserIdHeader = "X-USER-ID";

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/api/v1/payments");
        payments.MapPost("", RequestAsync);
        payments.MapGet("", ListAsync);
        payments.MapGet("{transactionKey}", FindAsync);
    }

    // The work goes on when the client hangs up, as it does in the original: a client that stops waiting may well be charged.
    private static async Task RequestAsync(HttpContext context, RequestPayment request, CallbackTargets targets, IHostApplicationLifetime lifetime)
    {
        var userId = UserId(context);
        var wish = PaymentRequestReader.Read(await JsonBody.ReadAsync(context.Request, context.RequestAborted));
        wish.Validate(targets);
        var payment = await request.ExecuteAsync(userId, wish, lifetime.ApplicationStopping);
        await AnswerAsync(context, TransactionAnswer.From(payment));
    }

    private static async Task FindAsync(HttpContext context, string transactionKey, PaymentStore payments, CancellationToken ct)
    {
        var payment = await payments.FindAsync(UserId(context), transactionKey, ct)
            ?? throw new PgException(WireError.NotFound, $"(transactionKey: {transactionKey}) 결제건이 존재하지 않습니다.");
        await AnswerAsync(context, TransactionDetailAnswer.From(payment));
    }

    private static async Task ListAsync(HttpContext context, string? orderId, PaymentStore payments, CancellationToken ct)
    {
        var userId = UserId(context);
        if (orderId is null)
        {
            throw new PgException(WireError.Internal); // The original trips over the null and falls into its catch-all.
        }

        var found = await payments.ListAsync(userId, orderId, ct);
        if (found.Count == 0)
        {
            throw new PgException(WireError.NotFound, $"(orderId: {orderId}) 에 해당하는 결제건이 존재하지 않습니다.");
        }

        await AnswerAsync(context, new OrderAnswer(orderId, [.. found.Select(TransactionAnswer.From)]));
    }

    // Only its absence is an error: an empty value is a user like any other.
    private static string UserId(HttpContext context) =>
        context.Request.Headers.TryGetValue(UserIdHeader, out var values)
            ? values[0] ?? string.Empty
            : throw new PgException(WireError.BadRequest, "유저 ID 헤더는 필수입니다.");

    private static Task AnswerAsync<T>(HttpContext context, T data) =>
        WireJson.WriteAsync(context.Response, StatusCodes.Status200OK, new Envelope<T>(Meta.Success, data), context.RequestAborted);
}
