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

    public static void AddMetricsAccess(this IServiceCollection services)
    {
        services.AddValidatedOptions<MetricsOptions>(MetricsOptions.Section);
        services.AddOperatorKey();
    }

    public static void MapMetrics(this WebApplication app)
    {
        var endpoint = app.MapPrometheusScrapingEndpoint(Path).DisableHttpMetrics();
        endpoint.Add(builder => builder.RequestDelegate = ForReaders(builder.RequestDelegate!));
    }

    private static RequestDelegate ForReaders(RequestDelegate scrape) => context =>
        MayRead(context) ? scrape(context) : OperatorProblems.NoOperator().ExecuteAsync(context);

    private static bool MayRead(HttpContext context)
    {
        var services = context.RequestServices;
        var options = services.GetRequiredService<IOptionsMonitor<MetricsOptions>>().CurrentValue;
        var access = options.Access
            ?? (services.GetRequiredService<IHostEnvironment>().IsDevelopment() ? MetricsAccess.Open : MetricsAccess.Key);
        return access == MetricsAccess.Open || OperatorKeyFilter.IsOperator(context) || SendsKey(context, options.Key);
    }

    // Prometheus has no header of its own for a key; a bearer token is what it can send. Either key may come that way.
    private static bool SendsKey(HttpContext context, string? metricsKey)
    {
        if (context.Request.Headers.Authorization is not [{ } sent] || !sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var token = sent[Bearer.Length..];
        return OperatorKeyFilter.IsRight(token, metricsKey)
            || OperatorKeyFilter.IsRight(token, OperatorKeyFilter.KeyOf(context.RequestServices));
    }
}
