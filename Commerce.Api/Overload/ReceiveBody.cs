using Commerce.Api.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Overload;

/// <summary>
/// Waits until the body of a limited request is here as a whole, before it counts against its limit: whoever sends it byte by byte holds
/// nobody's place, and is told 408 when it takes too long.
/// </summary>
internal sealed class ReceiveBody(RequestDelegate next, IOptions<OverloadOptions> options, TimeProvider time)
{
    private readonly TimeSpan _longest = options.Value.BodyTimeout;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsLimited(context) || !HasBody(context) || await ReceiveAsync(context))
        {
            await next(context);
            return;
        }

        context.Response.Headers.Connection = "close"; // What is still to come would be read otherwise.
        await ProblemAnswer.WriteAsync(context, StatusCodes.Status408RequestTimeout);
    }

    private static bool IsLimited(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is not null;

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private async Task<bool> ReceiveAsync(HttpContext context)
    {
        using var timeout = new CancellationTokenSource(_longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        var body = context.Request.BodyReader;
        try
        {
            var read = await body.ReadAsync(either.Token);
            while (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await body.ReadAsync(either.Token);
            }

            body.AdvanceTo(read.Buffer.Start); // The endpoint reads it from its beginning.
            return true;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }
}
