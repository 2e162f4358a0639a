using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.Tests.Operators;

/// <summary>What operators see and do, on a real server.</summary>
public sealed class CircuitEndpointTests : IAsyncDisposable
{
    private const string Key = "the key of the night shift and of nobody else";
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
    public async Task Everybody_sees_them_in_the_envelope()
    {
        using var client = await StartAsync(Key);
        Circuit("pg-payments").Breaker.TransitionTo(CircuitBreakerState.Open);

        var json = await client.GetFromJsonAsync<JsonElement>("/api/v1/circuits", Ct);

        Assert.Equal(["meta", "data"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"result":"SUCCESS"}""", json.GetProperty("meta").GetRawText());
        Assert.Equal(
            [("pg-cancels", "CLOSED"), ("pg-lookups", "CLOSED"), ("pg-payments", "OPEN")],
            json.GetProperty("data").EnumerateArray().Select(c => (c.GetProperty("name").GetString(), c.GetProperty("state").GetString())));
    }

    [Theory]
    [InlineData("force-open", CircuitBreakerState.ForcedOpen)]
    [InlineData("disable", CircuitBreakerState.Disabled)]
    [InlineData("close", CircuitBreakerState.Closed)]
    [InlineData("reset", CircuitBreakerState.Closed)]
    public async Task An_operator_moves_one_breaker(string action, CircuitBreakerState state)
    {
        using var client = await StartAsync(Key);
        Circuit("pg-lookups").Breaker.TransitionTo(CircuitBreakerState.Open);

        using var response = await CommandAsync(client, "pg-lookups", action, Key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("SUCCESS", json.GetProperty("meta").GetProperty("result").GetString());
        Assert.Equal("pg-lookups", json.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal(state, Circuit("pg-lookups").Breaker.State);
        Assert.Equal(CircuitBreakerState.Closed, Circuit("pg-payments").Breaker.State);
        Assert.Equal(action == "reset", Circuit("pg-lookups").RecentEvents[0].Type.HasFlag(CircuitBreakerEventTypes.Reset));
    }

    [Fact]
    public async Task The_action_may_stand_in_the_query()
    {
        using var client = await StartAsync(Key);
        client.DefaultRequestHeaders.Add("X-Operator-Key", Key);

        using var response = await client.PostAsync("/api/v1/circuits/pg-cancels?action=disable", content: null, Ct);

        Assert.Equal((HttpStatusCode.OK, CircuitBreakerState.Disabled), (response.StatusCode, Circuit("pg-cancels").Breaker.State));
    }

    [Theory]
    [InlineData(Key, null)]
    [InlineData(Key, "")]
    [InlineData(Key, "the key of the day shift")]
    [InlineData(Key, "THE KEY OF THE NIGHT SHIFT")]
    [InlineData(null, null)]
    [InlineData(null, "")]
    [InlineData(null, "any key")]
    public async Task Nobody_else_moves_anything(string? configured, string? sent)
    {
        using var client = await StartAsync(configured);

        using var response = await CommandAsync(client, "pg-payments", "force-open", sent);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "OPERATOR_001", "운영자 키가 없거나 올바르지 않습니다.");
        Assert.Equal(CircuitBreakerState.Closed, Circuit("pg-payments").Breaker.State);
    }

    // By hand, because the client of the platform would make one header of the two.
    [Fact]
    public async Task Two_keys_are_no_key()
    {
        using var client = await StartAsync(Key);
        using var connection = new TcpClient(client.BaseAddress!.Host, client.BaseAddress.Port);
        using var writer = new StreamWriter(connection.GetStream()) { NewLine = "\r\n" };
        using var reader = new StreamReader(connection.GetStream());

        await writer.WriteAsync(
            $"""
            POST /api/v1/circuits/pg-payments?action=force-open HTTP/1.1
            Host: {client.BaseAddress.Authority}
            Content-Length: 0
            X-Operator-Key: {Key}
            X-Operator-Key: {Key}


            """.ReplaceLineEndings("\r\n"));
        await writer.FlushAsync(Ct);

        Assert.StartsWith("HTTP/1.1 401", await reader.ReadLineAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(CircuitBreakerState.Closed, Circuit("pg-payments").Breaker.State);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found()
    {
        using var client = await StartAsync(Key);

        using var response = await CommandAsync(client, "pg-payment", "close", Key);

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "CIRCUIT_001", "서킷 브레이커를 찾을 수 없습니다.");
    }

    [Theory]
    [InlineData("""{"action":"open"}""")]
    [InlineData("""{"action":"CLOSE"}""")]
    [InlineData("""{"action":null}""")]
    [InlineData("""{"action":1}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Another_action_is_a_bad_request(string body)
    {
        using var client = await StartAsync(Key);
        client.DefaultRequestHeaders.Add("X-Operator-Key", Key);
        client.DefaultRequestHeaders.Add("Accept-Language", "ko;q=0.5, en;q=0.9");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/api/v1/circuits/pg-payments", content, Ct);

        await AssertProblemAsync(
            response, HttpStatusCode.BadRequest, "CIRCUIT_002", "The action must be one of close, force-open, disable and reset.");
    }

    [Fact]
    public async Task Health_is_degraded_and_never_unhealthy_while_a_breaker_refuses()
    {
        using var client = await StartAsync(Key);
        Assert.Contains("\"status\":\"Healthy\"", await client.GetStringAsync("/health", Ct), StringComparison.Ordinal);

        foreach (var (state, status) in ((CircuitBreakerState, string)[])
            [(CircuitBreakerState.Open, "Degraded"), (CircuitBreakerState.HalfOpen, "Degraded"), (CircuitBreakerState.ForcedOpen, "Degraded"),
             (CircuitBreakerState.Disabled, "Healthy"), (CircuitBreakerState.MetricsOnly, "Healthy"), (CircuitBreakerState.Closed, "Healthy")])
        {
            Circuit("pg-payments").Breaker.TransitionTo(state);
            var checks = await CheckAsync(client);
            Assert.Equal(status, checks.GetProperty("status").GetString());
        }

        var circuit = (await CheckAsync(client)).GetProperty("checks").GetProperty("circuit-pg-payments");
        var data = circuit.GetProperty("data");
        Assert.Equal(("CLOSED", "-1.0%", "60.0%", "-1.0%", "50.0%"), (
            data.GetProperty("state").GetString(),
            data.GetProperty("failureRate").GetString(), data.GetProperty("failureRateThreshold").GetString(),
            data.GetProperty("slowCallRate").GetString(), data.GetProperty("slowCallRateThreshold").GetString()));
        foreach (var count in (string[])["bufferedCalls", "failedCalls", "slowCalls", "slowFailedCalls", "notPermittedCalls"])
        {
            Assert.Equal(0, data.GetProperty(count).GetInt64());
        }
    }

    private static async Task<JsonElement> CheckAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/health", Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static Task<HttpResponseMessage> CommandAsync(HttpClient client, string name, string action, string? key)
    {
        if (key is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-Operator-Key", key);
        }

        return client.PostAsJsonAsync($"/api/v1/circuits/{name}", new { action }, Ct);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string errorCode, string message)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal((errorCode, message), (problem.GetProperty("errorCode").GetString(), problem.GetProperty("detail").GetString()));
        var meta = problem.GetProperty("meta");
        Assert.Equal(
            ("FAIL", errorCode, message),
            (meta.GetProperty("result").GetString(), meta.GetProperty("errorCode").GetString(), meta.GetProperty("message").GetString()));
    }

    private async Task<HttpClient> StartAsync(string? key)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Operator:Key", key)]);
        builder.AddServiceDefaults();
        foreach (var name in (string[])["pg-payments", "pg-lookups", "pg-cancels"])
        {
            builder.AddCircuitBreaker(name, settings => (settings.FailureRateThreshold, settings.SlowCallRateThreshold) = (60, 50));
        }

        _app = builder.Build();
        _app.UseRequestLocalization(localization => localization
            .SetDefaultCulture("ko").AddSupportedCultures("ko", "en").AddSupportedUICultures("ko", "en"));
        _app.MapDefaultEndpoints();
        _app.MapCircuitEndpoints();
        await _app.StartAsync(Ct);
        return new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    private NamedCircuitBreaker Circuit(string name) => _app!.Services.GetRequiredService<CircuitBreakerRegistry>().Get(name);
}
