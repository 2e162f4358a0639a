using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Books;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Window;
using Commerce.PgSimulator.Toss.Wire;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss;

/// <summary>The calls of Toss Payments, below <c>/toss</c> where its own host has them at its root.</summary>
internal static class TossEndpoints
{
    private const string Root = "/toss/v1";

    public static void MapToss(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Root),
            toss => toss.UseMiddleware<TossErrorAnswers>().UseMiddleware<TossAccess>());
        var payments = app.MapGroup($"{Root}/payments").WithTags("Toss");
        payments.MapPost("confirm", ConfirmAsync)
            .WithName("toss.confirm")
            .Tells<WindowPaymentBody>("Take the money that the buyer agreed to in the window.").Refuses(400, 401, 403, 404, 409, 422, 429)
            .DescribeBody<ConfirmRequestBody>(WindowConfirmRequest.Example).ReadsKey();
        payments.MapGet("{paymentKey}", FindAsync)
            .WithName("toss.get")
            .Tells<WindowPaymentBody>("A payment by its key.").Refuses(400, 401, 403, 404, 429);
        payments.MapGet("orders/{orderId}", FindByOrderAsync)
            .WithName("toss.getByOrder")
            .Tells<WindowPaymentBody>("A payment by its order.").Refuses(400, 401, 403, 404, 429);
        payments.MapPost("{paymentKey}/cancel", CancelAsync)
            .WithName("toss.cancel")
            .Tells<WindowPaymentBody>("Give the money back, or some of it.").Refuses(400, 401, 403, 404, 409, 422, 429)
            .DescribeBody<CancelRequestBody>(WindowCancelRequest.Example).ReadsKey();
        app.MapGet($"{Root}/transactions", ListAsync).WithTags("Toss")
            .WithName("toss.listTransactions")
            .Tells<IReadOnlyList<TransactionBody>>("The books: a line for each approval and each cancel, oldest first.")
            .Refuses(400, 401, 403, 429).ReadsPage();
        app.MapWindow();
        app.MapTossDials();
    }

    // The work goes on when the client hangs up: a client that stops waiting may well be charged.
    private static async Task ConfirmAsync(
        HttpContext context, ConfirmWindowPayment confirm, IdempotentCalls calls, FaultyAnswer answer, IHostApplicationLifetime lifetime)
    {
        var body = await TossBody.ReadAsync(context.Request, context.RequestAborted);
        var english = TossJson.WantsEnglish(context.Request);
        var reply = await calls.ExecuteAsync(context.Request, body.Bytes, call =>
            confirm.ExecuteAsync(WindowConfirmRequest.Read(body), call, english, lifetime.ApplicationStopping));
        await answer.WriteAsync(context, reply.Answer, reply.Plan);
    }

    private static async Task CancelAsync(
        HttpContext context, string paymentKey, CancelWindowPayment cancel, IdempotentCalls calls, FaultyAnswer answer)
    {
        var body = await TossBody.ReadAsync(context.Request, context.RequestAborted);
        var reply = await calls.ExecuteAsync(context.Request, body.Bytes, call =>
            cancel.ExecuteAsync(paymentKey, WindowCancelRequest.Read(body), call, CancellationToken.None));
        await answer.WriteAsync(context, reply.Answer, reply.Plan);
    }

    private static async Task FindAsync(
        HttpContext context, string paymentKey, LookUpWindowPayment lookUp, IOptions<TossDialectOptions> options, CancellationToken ct) =>
        await AnswerAsync(context, await lookUp.ExecuteAsync(paymentKey, ct), options);

    private static async Task FindByOrderAsync(
        HttpContext context, string orderId, LookUpWindowPayment lookUp, IOptions<TossDialectOptions> options, CancellationToken ct) =>
        await AnswerAsync(context, await lookUp.ExecuteByOrderAsync(orderId, ct), options);

    private static async Task ListAsync(HttpContext context, ReadTransactions books, CancellationToken ct) => await TossJson.AnswerAsync(
        context, StatusCodes.Status200OK, await books.ExecuteAsync(TransactionsRequest.Read(context.Request.Query), ct));

    private static Task AnswerAsync(HttpContext context, WindowPayment payment, IOptions<TossDialectOptions> options) =>
        TossJson.AnswerAsync(context, StatusCodes.Status200OK, WindowPaymentBody.Of(payment, options.Value.MerchantId));

    private static RouteHandlerBuilder ReadsKey(this RouteHandlerBuilder route) => route.ReadsHeader(
        KeyedCall.Header, required: false,
        "The same key is answered like the first time for 15 days, whatever the body. At most 300 characters.", "order-1-payment-1");
}
