using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.CircuitBreaker.Tests.Named;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.CircuitBreaker.Tests.Http;

/// <summary>What operators see and do, on a real server.</summary>
public sealed class CircuitEndpointTests : IAsyncDisposable
{
    private WebApplication? _app;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Everybody_sees_state_rates_counts_since_and_events()
    {
        using var client = await StartAsync();
        var breaker = Circuit("pg-payments").Breaker;
        for (var call = 0; call < 20; call++)
        {
            breaker.Fail(new TimeoutException("nobody is to read this"));
        }

        breaker.BeRefused();
        var body = await client.GetStringAsync("/circuits", Ct);

        using var json = JsonDocument.Parse(body);
        var payments = json.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == "pg-payments");
        Assert.Equal("OPEN", payments.GetProperty("state").GetString());
        Assert.Equal(100, payments.GetProperty("failureRate").GetSingle());
        Assert.Equal(60, payments.GetProperty("failureRateThreshold").GetSingle());
        Assert.Equal(20, payments.GetProperty("failedCalls").GetInt32());
        Assert.Equal(1, payments.GetProperty("notPermittedCalls").GetInt32());
        Assert.InRange(payments.GetProperty("retryAfterSeconds").GetDouble(), 0, 10);
        Assert.Equal(breaker.GetSnapshot().Since, payments.GetProperty("since").GetDateTimeOffset());
        Assert.Equal(
            ["NOT_PERMITTED x1", "STATE_TRANSITION x1", "FAILURE_RATE_EXCEEDED x1", "ERROR x20"],
            payments.GetProperty("events").EnumerateArray()
                .Select(e => $"{e.GetProperty("type").GetString()} x{e.GetProperty("count").GetInt64()}"));
        Assert.Equal(
            [false, false, false, true],
            payments.GetProperty("events").EnumerateArray().Select(e => e.TryGetProperty("lastAt", out _)));
        var transition = Assert.Single(payments.GetProperty("transitions").EnumerateArray());
        Assert.Equal("CLOSED_TO_OPEN", transition.GetProperty("stateTransition").GetString());
        Assert.Contains("TimeoutException", body, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody is to read this", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("force-open", CircuitBreakerState.ForcedOpen)]
    [InlineData("disable", CircuitBreakerState.Disabled)]
    [InlineData("close", CircuitBreakerState.Closed)]
    [InlineData("reset", CircuitBreakerState.Closed)]
    public async Task An_operator_moves_one_breaker(string action, CircuitBreakerState state)
    {
        using var client = await StartAsync();
        Circuit("pg-lookups").Breaker.TransitionTo(CircuitBreakerState.Open);

        using var response = await CommandAsync(client, "pg-lookups", action);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(state, Circuit("pg-lookups").Breaker.State);
        Assert.Equal(CircuitBreakerState.Closed, Circuit("pg-payments").Breaker.State);
        Assert.Equal(action == "reset", Circuit("pg-lookups").RecentEvents[0].Type.HasFlag(CircuitBreakerEventTypes.Reset));
    }

    [Fact]
    public async Task The_action_may_stand_in_the_query()
    {
        using var client = await StartAsync();

        using var response = await client.PostAsync("/circuits/pg-cancels?action=disable", content: null, Ct);

        Assert.Equal((HttpStatusCode.OK, CircuitBreakerState.Disabled), (response.StatusCode, Circuit("pg-cancels").Breaker.State));
    }

    [Fact]
    public async Task An_unknown_name_is_not_found()
    {
        using var client = await StartAsync();

        using var response = await CommandAsync(client, "pg-payment", "close");

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "There is no circuit breaker of that name.");
    }

    [Theory]
    [InlineData("""{"action":"open"}""")]
    [InlineData("""{"action":1}""")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Another_action_is_a_bad_request(string body)
    {
        using var client = await StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/circuits/pg-payments", content, Ct);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "The action must be one of close, force-open, disable and reset.");
    }

    [Fact]
    public async Task The_host_decides_who_may_move_a_breaker()
    {
        using var client = await StartAsync(
            commands => commands.AddEndpointFilter((_, _) => ValueTask.FromResult<object?>(Results.Unauthorized())));

        using var response = await CommandAsync(client, "pg-payments", "force-open");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(CircuitBreakerState.Closed, Circuit("pg-payments").Breaker.State);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/circuits", Ct)).StatusCode);
    }

    private static Task<HttpResponseMessage> CommandAsync(HttpClient client, string name, string action) =>
        client.PostAsJsonAsync($"/circuits/{name}", new { action }, Ct);

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string message)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(message, problem.GetProperty("detail").GetString());
    }

    private async Task<HttpClient> StartAsync(Action<RouteHandlerBuilder>? restrict = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddSampleBreakers();
        _app = builder.Build();
        _app.MapCircuitBreakers();
        var commands = _app.MapCircuitBreakerCommands();
        restrict?.Invoke(commands);
        await _app.StartAsync(Ct);
        return new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    private NamedCircuitBreaker Circuit(string name) => _app!.Services.GetRequiredService<CircuitBreakerRegistry>().Get(name);
}
