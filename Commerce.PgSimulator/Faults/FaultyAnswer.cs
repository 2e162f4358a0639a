using System.Text.Json;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary>Answers a request in the way that was planned for it: well, late, wrongly, or not at all.</summary>
internal sealed class FaultyAnswer(TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <exception cref="PgException">The plan is an error answer: 409, 429 or 500.</exception>
    public async Task WriteAsync(HttpContext context, TransactionAnswer? answer, PaymentPlan plan)
    {
        switch (plan.Answer)
        {
            case AnswerFault.None:
                await WireJson.AnswerAsync(context, answer);
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
                await WireJson.AnswerAsync(context, answer);
                break;
            case AnswerFault.Drip:
                await DripAsync(context, Bytes(answer), plan.SlowAnswer);
                break;
            case AnswerFault.Malformed:
                var whole = Bytes(answer);
                await WriteBytesAsync(context, whole.AsMemory(0, whole.Length / 2));
                break;
            case AnswerFault.WrongKey:
                await WireJson.AnswerAsync(context, answer! with { TransactionKey = TransactionKey.New(time.GetUtcNow()) });
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

    private async Task DripAsync(HttpContext context, byte[] body, TimeSpan over)
    {
        var ct = context.RequestAborted;
        Prepare(context, body.Length);
        foreach (var drop in body)
        {
            await Task.Delay(over / body.Length, time, ct);
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

    private static Task WriteBytesAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        Prepare(context, body.Length);
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static void Prepare(HttpContext context, int length) =>
        (context.Response.ContentType, context.Response.ContentLength) = (WireJson.MediaType, length);

    private static byte[] Bytes(TransactionAnswer? answer) =>
        JsonSerializer.SerializeToUtf8Bytes(new Envelope<TransactionAnswer>(Meta.Success, answer), WireJson.Answers);
}
