using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Reconciliations;

/// <summary>Comparing books over HTTP: who may, what is bad input, and what a PG that breaks off is worth.</summary>
[Collection<BooksCollection>]
public sealed class ReconciliationTests(RunningApi api)
{
    private const string Past = """{"date":"2025-08-16"}""";

    [Theory]
    [InlineData("POST", "/reconciliations")]
    [InlineData("GET", "/reconciliations")]
    [InlineData("GET", "/reconciliations/1")]
    public async Task Only_operators_may(string method, string path)
    {
        foreach (var key in new[] { null, "guessed" })
        {
            var (status, body, _) = await SendAsync(new HttpMethod(method), path, "{", key: key);

            Assert.Equal((HttpStatusCode.Unauthorized, "OPERATOR_001"), (status, ErrorCodeOf(body)));
        }
    }

    [Theory]
    [InlineData("""{"date":"2025-13-01"}""", "date")]
    [InlineData("""{"date":20250816}""", "date")]
    [InlineData("""{"date":"2999-01-01"}""", "date")]
    [InlineData("""{"date":"1999-12-31"}""", "date")]
    [InlineData("""{"gateway":"nobody"}""", "gateway")]
    [InlineData("""{"date":""", "")]
    [InlineData("[]", "")]
    public async Task Bad_input_is_400_and_names_the_field(string body, string field)
    {
        var runs = await CountRunsAsync();

        var (status, problem, _) = await SendAsync(HttpMethod.Post, "/reconciliations", body, language: "en");

        Assert.Equal((HttpStatusCode.BadRequest, "Bad Request"), (status, ErrorCodeOf(problem)));
        Assert.Contains(field, (string?)JsonNode.Parse(problem)!["detail"], StringComparison.Ordinal);
        Assert.Equal(runs, await CountRunsAsync());
    }

    [Fact]
    public async Task An_unknown_run_is_404()
    {
        var (status, problem, _) = await SendAsync(HttpMethod.Get, "/reconciliations/999999");

        Assert.Equal((HttpStatusCode.NotFound, "RECONCILIATION_001"), (status, ErrorCodeOf(problem)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task No_date_is_today_in_Seoul(string? body)
    {
        api.PgBooksAre(PgBooks.Of());

        var (status, answer, _) = await SendAsync(HttpMethod.Post, "/reconciliations", body);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(DataOf(answer)["date"]!.ToString(), api.BooksAskedFor.Last());
        Assert.Contains(
            DataOf(answer)["date"]!.ToString(),
            new[] { -1, 0 }.Select(minutes => TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public async Task What_only_the_pg_has_is_missing_here_in_json_and_in_csv()
    {
        api.PgBooksAre(PgBooks.Of(
            PgBooks.Line("k1"), PgBooks.Line("k2,\\\"x", state: "FAILED"), PgBooks.Line("k3", type: "CANCEL"), PgBooks.Line("k4"), PgBooks.Line("k1")));

        var (status, created, headers) = await SendAsync(HttpMethod.Post, "/reconciliations", Past);
        var (_, csv, csvHeaders) = await SendAsync(HttpMethod.Get, $"/reconciliations/{DataOf(created)["id"]}", accept: "text/csv");
        var (_, json, _) = await SendAsync(HttpMethod.Get, $"/reconciliations/{DataOf(created)["id"]}");

        Assert.Equal((HttpStatusCode.Created, $"/api/v1/reconciliations/{DataOf(created)["id"]}"), (status, headers.Location?.ToString()));
        var kinds = DataOf(json)["breaks"]!.AsArray().Select(found => $"{found!["kind"]} {found["type"]} {found["transactionKey"]}");
        Assert.Equal(
            ["MISSING_HERE PAYMENT k1", "MISSING_HERE PAYMENT k2,\"x", "MISSING_HERE CANCEL k3", "MISSING_HERE PAYMENT k4", "DUPLICATE PAYMENT k1"],
            kinds);
        Assert.True(JsonNode.DeepEquals(DataOf(created), DataOf(json)));
        Assert.Equal((5, 5, 0), (Number(json, "breakCount"), Number(json, "pgLines"), Number(json, "unsettled")));
        Assert.Equal("""{"captured":15000,"cancelled":5000,"net":10000}""", DataOf(json)["pg"]!.ToJsonString());
        Assert.Equal("""{"captured":0,"cancelled":0,"net":0}""", DataOf(json)["ours"]!.ToJsonString());
        Assert.Equal("text/csv", csvHeaders.MediaType);
        var lines = csv.Split("\r\n");
        Assert.Equal("kind,type,transactionKey,orderId,paymentId,pgAmount,ourAmount,pgState,ourState,happenedAt", lines[0]);
        Assert.Equal("""MISSING_HERE,PAYMENT,"k2,""x",SOMEBODY-ELSE,,5000,,FAILED,,2025-08-16T03:00:00.0000000+00:00""", lines[2]);
        Assert.Equal((7, ""), (lines.Length, lines[^1]));
    }

    public static TheoryData<string> WaysToBreakOff() => ["refused", "cut", "silent", "silent at once", "unreadable", "half a line", "incomplete", "unknown state"];

    [Theory]
    [MemberData(nameof(WaysToBreakOff))]
    public async Task Books_that_break_off_are_no_clean_books(string way)
    {
        api.PgBooksAre(Broken(way));
        await using var whole = new BooksWhole(api);

        var (status, problem, headers) = await SendAsync(HttpMethod.Post, "/reconciliations", Past);

        var id = (long?)JsonNode.Parse(problem)!["reconciliationId"];
        Assert.Equal((HttpStatusCode.BadGateway, "RECONCILIATION_002"), (status, ErrorCodeOf(problem)));
        Assert.Equal($"/api/v1/reconciliations/{id}", headers.Location?.ToString());
        var (_, stored, _) = await SendAsync(HttpMethod.Get, $"/reconciliations/{id}");
        Assert.Equal("FAILED", (string?)DataOf(stored)["status"]);
        Assert.StartsWith("The", (string?)DataOf(stored)["failureReason"], StringComparison.Ordinal);
        var (csvStatus, csv, _) = await SendAsync(HttpMethod.Get, $"/reconciliations/{id}", accept: "text/csv");
        Assert.Equal((HttpStatusCode.Conflict, "RECONCILIATION_003"), (csvStatus, ErrorCodeOf(csv)));
        var (_, list, _) = await SendAsync(HttpMethod.Get, "/reconciliations?size=1");
        Assert.Equal(id, (long?)DataOf(list)["content"]![0]!["id"]);
    }

    private static Func<HttpContext, Task> Broken(string way) => way switch
    {
        "refused" => PgBooks.Failing(500),
        "cut" => PgBooks.CutAfter(PgBooks.Line("k1")),
        "silent" => PgBooks.SilentAfter(PgBooks.Line("k1")),
        "silent at once" => PgBooks.SilentAfter(),
        "unreadable" => PgBooks.Of(PgBooks.Line("k1"), "<html>", PgBooks.Line("k2")),
        "half a line" => PgBooks.Of(PgBooks.Line("k1"), PgBooks.Line("k2")[..40]),
        "incomplete" => PgBooks.Of("""{"transactionKey":"k1"}"""),
        "unknown state" => PgBooks.Of(PgBooks.Line("k1", state: "REFUNDED")),
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
    };

    private async Task<(HttpStatusCode Status, string Body, Sent Headers)> SendAsync(
        HttpMethod method, string path, string? body = null, string? key = ApiFactory.OperatorKey, string? accept = null, string? language = null)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        if (method == HttpMethod.Post && body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        request.Headers.TryAddWithoutValidation("X-Operator-Key", key is null ? [] : [key]);
        request.Headers.TryAddWithoutValidation("Accept", accept is null ? [] : [accept]);
        request.Headers.TryAddWithoutValidation("Accept-Language", language is null ? [] : [language]);
        using var response = await api.Client.SendAsync(request, ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(ct), new Sent(response.Headers.Location, response.Content.Headers.ContentType));
    }

    private async Task<int> CountRunsAsync() => Number((await SendAsync(HttpMethod.Get, "/reconciliations")).Body, "totalElements");

    private static JsonNode DataOf(string body) => JsonNode.Parse(body)!["data"] ?? throw new InvalidOperationException(body);

    private static int Number(string body, string name) => DataOf(body)[name]!.GetValue<int>();

    private static string? ErrorCodeOf(string body) => (string?)JsonNode.Parse(body)!["errorCode"];

    private sealed record Sent(Uri? Location, MediaTypeHeaderValue? ContentType)
    {
        public string? MediaType => ContentType?.MediaType;
    }

    private sealed class BooksWhole(RunningApi api) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            api.PgBooksAre(PgBooks.Of());
            return ValueTask.CompletedTask;
        }
    }
}
