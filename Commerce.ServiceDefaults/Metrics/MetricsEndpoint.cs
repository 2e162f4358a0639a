using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Metrics;

/// <summary>What Prometheus scrapes: every metric of the process at <c>/metrics</c>.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";

    public static void AddMetricsAccess(this IServiceCollection services) =>
        services.AddValidatedOptions<MetricsOptions>(MetricsOptions.Section);

    public static void MapMetrics(this WebApplication app)
    {
        var endpoint = app.MapPrometheusScrapingEndpoint(Path).AllowAnonymous().DisableRateLimiting().DisableHttpMetrics();
        endpoint.Add(builder => builder.RequestDelegate = ForReaders(builder.RequestDelegate!));
    }

    private static RequestDelegate ForReaders(RequestDelegate scrape) => async context =>
    {
        if (await MayReadAsync(context))
        {
            await scrape(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        await OperatorProblems.NoOperator().ExecuteAsync(context);
    };

    private static async Task<bool> MayReadAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var options = services.GetRequiredService<IOptionsMonitor<MetricsOptions>>().CurrentValue;
        var access = options.Access
            ?? (services.GetRequiredService<IHostEnvironment>().IsDevelopment() ? MetricsAccess.Open : MetricsAccess.Key);
        return access == MetricsAccess.Open || SendsKey(context, options.Key) || await OperatorAccess.IsOperatorAsync(context);
    }

    // Prometheus has no header of its own for a key; a bearer token is what it can send. Either key may come that way.
    private static bool SendsKey(HttpContext context, string? metricsKey)
    {
        if (context.Request.Headers.Authorization is not [{ } sent] || !sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var token = sent[Bearer.Length..];
        return OperatorKey.IsRight(token, metricsKey) || context.RequestServices.GetRequiredService<OperatorKey>().Is(token);
    }
}
