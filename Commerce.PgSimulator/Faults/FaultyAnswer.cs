using System.Text.Json;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary>Answers a request in the way that was planned for it: well, late, wrongly, or not at all.</summary>
internal sealed class FaultyAnswer(TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <exception cref="PgException">The plan is an error answer: 409, 429 or 500.</exception>
    public Task WriteAsync(HttpContext context, TransactionAnswer? answer, PaymentPlan plan) =>
        WriteAsync(context, answer is null ? null : Of(answer), plan);

    /// <param name="answer">What there is to tell; null when nothing was stored.</param>
    /// <exception cref="PgException">The plan is an error answer: 409, 429 or 500.</exception>
    public async Task WriteAsync(HttpContext context, PlainAnswer? answer, PaymentPlan plan)
    {
        switch (plan.Answer)
        {
            case AnswerFault.None:
                await WriteBytesAsync(context, answer!.Status, answer.Body);
                break;
            case AnswerFault.Refuse or AnswerFault.ErrorAfterAccept:
                throw PgException.Unstable();
            case AnswerFault.NotFoundAfterAccept:
                await WriteProxyPageAsync(context, StatusCodes.Status404NotFound, "404 Not Found");
                break;
            case AnswerFault.TimeoutAfterAccept:
                await WriteProxyPageAsync(context, StatusCodes.Status408RequestTimeout, "408 Request Timeout");
                break;
            case AnswerFault.ConflictAfterAccept:
                throw new PgException(WireError.Conflict);
            case AnswerFault.TooManyRequests:
                context.Response.Headers.RetryAfter = "1";
                throw new PgException(WireError.TooManyRequests);
            case AnswerFault.Cut:
                context.Abort();
                break;
            case AnswerFault.Hang or AnswerFault.NoAnswer:
                await HoldAsync(context);
                break;
            case AnswerFault.Slow:
                await Task.Delay(plan.SlowAnswer, time, context.RequestAborted);
                await WriteBytesAsync(context, answer!.Status, answer.Body);
                break;
            case AnswerFault.Drip:
                await DripAsync(context, answer!, plan.SlowAnswer);
                break;
            case AnswerFault.Malformed:
                await WriteBytesAsync(context, answer!.Status, answer.Body.AsMemory(0, answer.Body.Length / 2));
                break;
            case AnswerFault.WrongKey:
                await WriteBytesAsync(context, answer!.Status, answer.OfAnother);
                break;
            default:
                throw new InvalidOperationException($"Nobody has said how to answer with {plan.Answer}.");
        }
    }

    /// <summary>Keeps the connection open, silently, until the client leaves or the process ends.</summary>
    public async Task HoldAsync(HttpContext context)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private async Task DripAsync(HttpContext context, PlainAnswer answer, TimeSpan over)
    {
        var ct = context.RequestAborted;
        Prepare(context, answer.Status, answer.Body.Length);
        foreach (var drop in answer.Body)
        {
            await Task.Delay(over / answer.Body.Length, time, ct);
            await context.Response.Body.WriteAsync(new[] { drop }, ct);
            await context.Response.Body.FlushAsync(ct);
        }
    }

    // What stands between a merchant and a gateway speaks for it now and then, and not in its words.
    private static Task WriteProxyPageAsync(HttpContext context, int status, string title)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<html><head><title>{title}</title></head><body><h1>{title}</h1><hr>proxy</body></html>\n", context.RequestAborted);
    }

    private static Task WriteBytesAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        Prepare(context, status, body.Length);
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static void Prepare(HttpContext context, int status, int length) =>
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, WireJson.MediaType, length);

    private PlainAnswer Of(TransactionAnswer answer) => new(
        StatusCodes.Status200OK, Bytes(answer), Bytes(answer with { TransactionKey = TransactionKey.New(time.GetUtcNow()) }));

    private static byte[] Bytes(TransactionAnswer answer) =>
        JsonSerializer.SerializeToUtf8Bytes(new Envelope<TransactionAnswer>(Meta.Success, answer), WireJson.Answers);
}

/// <summary>A JSON answer as it would go over the wire if nothing went wrong.</summary>
/// <param name="OfAnother">The same answer, naming a transaction that does not exist.</param>
internal sealed record PlainAnswer(int Status, byte[] Body, byte[] OfAnother);
