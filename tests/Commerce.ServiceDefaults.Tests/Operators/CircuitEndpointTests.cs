using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Commerce.CircuitBreaker;

namespace Commerce.ServiceDefaults.Tests.Operators;

/// <summary>What operators see and do, on a real server.</summary>
public sealed class CircuitEndpointTests : IAsyncDisposable
{
    private const string Key = ThreeCircuitsHost.Key;
    private readonly ThreeCircuitsHost _service = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Everybody_sees_them_in_the_envelope_in_development()
    {
        using var client = await _service.StartAsync(Key);
        _service.Circuit("pg-payments").Breaker.TransitionTo(CircuitBreakerState.Open);

        var json = await client.GetFromJsonAsync<JsonElement>("/api/v1/circuits", Ct);

        Assert.Equal(["meta", "data"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"result":"SUCCESS"}""", json.GetProperty("meta").GetRawText());
        Assert.Equal(
            [("pg-cancels", "CLOSED"), ("pg-lookups", "CLOSED"), ("pg-payments", "OPEN")],
            json.GetProperty("data").EnumerateArray().Select(c => (c.GetProperty("name").GetString(), c.GetProperty("state").GetString())));
    }

    [Theory]
    [InlineData("/api/v1/circuits", HttpStatusCode.Unauthorized)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task Elsewhere_operators_alone_see_them(string path, HttpStatusCode otherwise)
    {
        using var client = await _service.StartAsync(Key, "Production");

        using (var response = await client.GetAsync(path, Ct))
        {
            Assert.Equal(otherwise, response.StatusCode);
            Assert.Equal(
                otherwise == HttpStatusCode.Unauthorized ? "ApiKey header=\"X-Operator-Key\"" : "",
                response.Headers.WwwAuthenticate.ToString());
            Assert.DoesNotContain("pg-payments", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        client.DefaultRequestHeaders.Add("X-Operator-Key", Key);
        Assert.Contains("pg-payments", await client.GetStringAsync(path, Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("force-open", CircuitBreakerState.ForcedOpen)]
    [InlineData("disable", CircuitBreakerState.Disabled)]
    [InlineData("close", CircuitBreakerState.Closed)]
    [InlineData("reset", CircuitBreakerState.Closed)]
    public async Task An_operator_moves_one_breaker(string action, CircuitBreakerState state)
    {
        using var client = await _service.StartAsync(Key);
        _service.Circuit("pg-lookups").Breaker.TransitionTo(CircuitBreakerState.Open);

        using var response = await CommandAsync(client, "pg-lookups", action, Key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("SUCCESS", json.GetProperty("meta").GetProperty("result").GetString());
        Assert.Equal("pg-lookups", json.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal(state, _service.Circuit("pg-lookups").Breaker.State);
        Assert.Equal(CircuitBreakerState.Closed, _service.Circuit("pg-payments").Breaker.State);
        Assert.Equal(action == "reset", _service.Circuit("pg-lookups").RecentEvents[0].Type.HasFlag(CircuitBreakerEventTypes.Reset));
    }

    [Fact]
    public async Task The_action_may_stand_in_the_query()
    {
        using var client = await _service.StartAsync(Key);
        client.DefaultRequestHeaders.Add("X-Operator-Key", Key);

        using var response = await client.PostAsync("/api/v1/circuits/pg-cancels?action=disable", content: null, Ct);

        Assert.Equal((HttpStatusCode.OK, CircuitBreakerState.Disabled), (
            response.StatusCode, _service.Circuit("pg-cancels").Breaker.State));
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
        using var client = await _service.StartAsync(configured);

        using var response = await CommandAsync(client, "pg-payments", "force-open", sent);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "OPERATOR_001", "운영자 키가 없거나 올바르지 않습니다.");
        Assert.Equal(CircuitBreakerState.Closed, _service.Circuit("pg-payments").Breaker.State);
    }

    // By hand, because the client of the platform would make one header of the two.
    [Fact]
    public async Task Two_keys_are_no_key()
    {
        using var client = await _service.StartAsync(Key);
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
        Assert.Equal(CircuitBreakerState.Closed, _service.Circuit("pg-payments").Breaker.State);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found()
    {
        using var client = await _service.StartAsync(Key);

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
        using var client = await _service.StartAsync(Key);
        client.DefaultRequestHeaders.Add("X-Operator-Key", Key);
        client.DefaultRequestHeaders.Add("Accept-Language", "ko;q=0.5, en;q=0.9");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/api/v1/circuits/pg-payments", content, Ct);

        await AssertProblemAsync(
            response, HttpStatusCode.BadRequest, "CIRCUIT_002", "The action must be one of close, force-open, disable and reset.");
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
}
