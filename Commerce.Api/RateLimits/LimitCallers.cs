using Microsoft.AspNetCore.RateLimiting;

namespace Commerce.Api.RateLimits;

/// <summary>
/// Keeps the limit of each caller, before a body is received and before the limits of all callers together (overload). It is not the global
/// limiter of ASP.NET Core's middleware: that one takes twice from a caller whose request then waits at an endpoint's limit.
/// </summary>
internal sealed class LimitCallers(RequestDelegate next, CallerLimits limits, RefuseCaller refuse)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Machines ask there: probes, Prometheus, gateways that call back.
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(context);
            return;
        }

        using var lease = limits.Acquire(context);
        await (lease.IsAcquired ? next(context) : refuse.ExecuteAsync(context, CallerLimits.LimitOf(context), lease));
    }
}
