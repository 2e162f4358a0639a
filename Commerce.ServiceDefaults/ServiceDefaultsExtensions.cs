using Commerce.ServiceDefaults.Clocks;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Health;
using Commerce.ServiceDefaults.Metrics;
using Commerce.ServiceDefaults.Operators;
using Commerce.ServiceDefaults.Shutdown;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Commerce.ServiceDefaults;

/// <summary>What every process of the stack does the same: telemetry, health, service discovery, one clock.</summary>
public static class ServiceDefaultsExtensions
{
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";
    private const string ReadyPath = "/ready";

    /// <summary>
    /// Adds OpenTelemetry, health checks, service discovery and the system clock, and has every registration checked when the host
    /// is built, in every environment. Call it first in every process.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // The hosts' own default is Development alone; a service that cannot be made has to stop the start wherever that is.
        builder.ConfigureContainer(new DefaultServiceProviderFactory(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        StartPhase.AddTo(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<FaultLog>();
        builder.Services.AddClockSkews();
        builder.AddTelemetry();
        builder.Services.AddOperatorAccess();
        builder.Services.AddMetricsAccess();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthTags.Live]);
        builder.Services.AddShutdown();
        builder.AddFailurePoints();

        builder.Services.AddServiceDiscovery();
        // No standard resilience handler here: it retries POSTs, and a payment must never be sent twice unseen.
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (every check, as JSON), <c>/alive</c> (the process answers at all; without what it depends on), <c>/ready</c>
    /// (requests should be sent to it: its database takes writes, and it was not told to end) and <c>/metrics</c> (what Prometheus
    /// scrapes). None of them counts among the requests that are measured.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(HealthPath, new HealthCheckOptions { ResponseWriter = HealthReportJson.WriteAsync }).ForMachines();
        app.MapHealthChecks(AlivePath, Only(HealthTags.Live)).ForMachines();
        app.MapHealthChecks(ReadyPath, Only(HealthTags.Ready)).ForMachines();
        app.MapMetrics();
        app.MapFailurePoints();
        return app;
    }

    private static void ForMachines(this IEndpointConventionBuilder endpoint) =>
        endpoint.AllowAnonymous().DisableRateLimiting().DisableHttpMetrics();

    private static HealthCheckOptions Only(string tag) => new() { Predicate = check => check.Tags.Contains(tag) };

    private static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        MaskConsole.AddTo(builder.Services);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.AddProcessor(new MaskLogs()); // No scopes: they hold each request's path as it was sent, and cannot be masked.
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithServiceResource(builder.Environment)
            .WithTracing(IsProbe)
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Commerce.*", "MySqlConnector", "Polly")
                .AddPrometheusExporter());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static bool IsProbe(Microsoft.AspNetCore.Http.PathString path) =>
        path.StartsWithSegments(HealthPath) || path.StartsWithSegments(AlivePath) || path.StartsWithSegments(ReadyPath)
        || path.StartsWithSegments(MetricsEndpoint.Path);
}
