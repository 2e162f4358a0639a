using System.Diagnostics.Metrics;
using System.Net;
using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Tests.Metrics;

/// <summary>Who may read a process's metrics, and that they are there.</summary>
public sealed class MetricsEndpointTests
{
    private const string OperatorKey = "operator-of-the-tests-of-the-metrics";
    private const string ReadKey = "reader-of-the-tests-of-the-metrics";

    // Whoever samples does so for the whole process, in which other tests look at what nobody samples.
    private static readonly (string Key, string Value) NoTraces = ("OTEL_TRACES_SAMPLER", "always_off");

    [Theory]
    [InlineData("Development", null, null, HttpStatusCode.OK)]
    [InlineData("Production", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Staging", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Production", "X-Operator-Key", OperatorKey, HttpStatusCode.OK)]
    [InlineData("Production", "X-Operator-Key", ReadKey, HttpStatusCode.Unauthorized)]
    [InlineData("Production", "Authorization", $"Bearer {OperatorKey}", HttpStatusCode.OK)]
    [InlineData("Production", "Authorization", $"Bearer {ReadKey}", HttpStatusCode.OK)]
    [InlineData("Production", "Authorization", $"bearer {ReadKey}", HttpStatusCode.OK)]
    [InlineData("Production", "Authorization", $"Basic {ReadKey}", HttpStatusCode.Unauthorized)]
    [InlineData("Production", "Authorization", "Bearer ", HttpStatusCode.Unauthorized)]
    [InlineData("Production", "Authorization", "Bearer somebody-elses-key", HttpStatusCode.Unauthorized)]
    public async Task Metrics_are_open_in_development_and_need_a_key_elsewhere(
        string environment, string? header, string? value, HttpStatusCode expected)
    {
        await using var app = await StartAsync(environment, ("Operator:Key", OperatorKey), ("Metrics:Key", ReadKey));

        using var response = await GetAsync(app, header, value);

        Assert.Equal(expected, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected == HttpStatusCode.OK, text.Contains("circuit_breaker_openness", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", "Open", HttpStatusCode.OK)]
    [InlineData("Development", "Key", HttpStatusCode.Unauthorized)]
    public async Task The_setting_outranks_the_environment(string environment, string access, HttpStatusCode expected)
    {
        await using var app = await StartAsync(environment, ("Metrics:Access", access));

        using var response = await GetAsync(app, header: null, value: null);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_reads_metrics_where_no_key_is_configured()
    {
        await using var app = await StartAsync("Production");

        using var response = await GetAsync(app, "Authorization", "Bearer ");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_too_short_stops_the_process_and_is_not_repeated()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Production", ("Metrics:Key", "hunter2")));

        Assert.Equal(["Metrics:Key: Key must have 16 to 200 characters: leave it out if only operators read metrics."], error.Failures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("31 characters are one too few..")]
    public async Task An_operator_key_that_can_be_guessed_stops_the_process_and_is_not_repeated(string key)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Production", ("Operator:Key", key)));

        Assert.Equal(["Operator:Key: it must have 32 characters or more, or be left out if there is no operator."], error.Failures);
    }

    [Fact]
    public async Task Scrapes_and_probes_do_not_count_as_requests()
    {
        await using var app = await StartAsync("Development");
        using var requests = new MetricCollector<double>(
            app.Services.GetRequiredService<IMeterFactory>(), "Microsoft.AspNetCore.Hosting", "http.server.request.duration");
        foreach (var path in new[] { "/metrics", "/health", "/alive", "/something-else" })
        {
            using var answer = await app.GetTestClient().GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        }

        await requests.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken);

        Assert.Equal(404, Assert.Single(requests.GetMeasurementSnapshot()).Tags["http.response.status_code"]);
    }

    private static async Task<WebApplication> StartAsync(string environment, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(NoTraces).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddServiceDefaults();
        builder.AddCircuitBreaker("pg-payments");
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApplication app, string? header, string? value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return await app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
