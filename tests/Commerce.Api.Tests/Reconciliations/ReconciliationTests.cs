using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Client;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Reconciliations;

/// <summary>Comparing books over HTTP: who may, what is bad input, and what a PG that breaks off is worth.</summary>
[Collection(CardOrders.Collection)]
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
            var answer = await api.OperatorAsync(new HttpMethod(method), path, method == "POST" ? "{" : null, key);

            Assert.Equal((HttpStatusCode.Unauthorized, "OPERATOR_001"), (answer.Status, answer.ErrorCode));
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

        var answer = await api.OperatorAsync(HttpMethod.Post, "/reconciliations", body, language: "en");

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains(field, answer.Problem.Detail, StringComparison.Ordinal);
        Assert.Equal(runs, await CountRunsAsync());
    }

    [Fact]
    public async Task An_unknown_run_is_404()
    {
        var answer = await api.OperatorAsync(HttpMethod.Get, "/reconciliations/999999");

        Assert.Equal((HttpStatusCode.NotFound, "RECONCILIATION_001"), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task No_date_is_today_in_Seoul(string? body)
    {
        api.PgBooksAre(PgBooks.Of());

        var answer = await api.OperatorAsync(HttpMethod.Post, "/reconciliations", body);

        var run = answer.Data<ReconciliationAnswer>(HttpStatusCode.Created);
        Assert.Equal(run.Date, api.BooksAskedFor.Last());
        Assert.Contains(
            run.Date,
            new[] { -1, 0 }.Select(minutes => TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToOffset(TimeSpan.FromHours(9))
                .ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public async Task What_only_the_pg_has_is_missing_here_in_json_and_in_csv()
    {
        api.PgBooksAre(PgBooks.Of(
            PgBooks.Line("k1"),
            PgBooks.Line("k2,\\\"x", state: "FAILED"),
            PgBooks.Line("k3", type: "CANCEL"),
            PgBooks.Line("k4"),
            PgBooks.Line("k1")));

        var created = await api.OperatorAsync(HttpMethod.Post, "/reconciliations", Past);
        var path = $"/reconciliations/{created.Data<ReconciliationAnswer>(HttpStatusCode.Created).Id}";
        var csv = await api.OperatorAsync(HttpMethod.Get, path, accept: "text/csv");
        var json = await api.OperatorAsync(HttpMethod.Get, path);

        Assert.Equal($"/api/v1{path}", created.Location?.ToString());
        Assert.Equal(created.Data<JsonElement>(HttpStatusCode.Created).GetRawText(), json.DataJson);
        var run = json.Data<ReconciliationAnswer>();
        Assert.Equal(
            [
                new("MISSING_HERE", "PAYMENT", "k1"), new("MISSING_HERE", "PAYMENT", "k2,\"x"), new("MISSING_HERE", "CANCEL", "k3"),
                new("MISSING_HERE", "PAYMENT", "k4"), new("DUPLICATE", "PAYMENT", "k1"),
            ],
            run.Breaks!);
        Assert.Equal((5, 5, 0), (run.BreakCount, run.PgLines, run.Unsettled));
        Assert.Equal((new BookSums(15_000, 5_000, 10_000), new BookSums(0, 0, 0)), (run.Pg, run.Ours));
        Assert.Equal("text/csv", csv.MediaType);
        var lines = csv.Body.Split("\r\n");
        Assert.Equal("kind,type,transactionKey,orderId,paymentId,pgAmount,ourAmount,pgState,ourState,happenedAt", lines[0]);
        Assert.Equal("""MISSING_HERE,PAYMENT,"k2,""x",SOMEBODY-ELSE,,5000,,FAILED,,2025-08-16T03:00:00.0000000+00:00""", lines[2]);
        Assert.Equal((7, ""), (lines.Length, lines[^1]));
    }

    public static TheoryData<string> WaysToBreakOff() =>
        ["refused", "cut", "silent", "silent at once", "unreadable", "half a line", "incomplete", "unknown state"];

    [Theory]
    [MemberData(nameof(WaysToBreakOff))]
    public async Task Books_that_break_off_are_no_clean_books(string way)
    {
        api.PgBooksAre(Broken(way));
        await using var whole = new BooksWhole(api);

        var broken = await api.OperatorAsync(HttpMethod.Post, "/reconciliations", Past);

        var id = broken.Problem.ReconciliationId;
        Assert.Equal((HttpStatusCode.BadGateway, "RECONCILIATION_002"), (broken.Status, broken.ErrorCode));
        Assert.Equal($"/api/v1/reconciliations/{id}", broken.Location?.ToString());
        var stored = (await api.OperatorAsync(HttpMethod.Get, $"/reconciliations/{id}")).Data<ReconciliationAnswer>();
        Assert.Equal("FAILED", stored.Status);
        Assert.StartsWith("The", stored.FailureReason, StringComparison.Ordinal);
        var csv = await api.OperatorAsync(HttpMethod.Get, $"/reconciliations/{id}", accept: "text/csv");
        Assert.Equal((HttpStatusCode.Conflict, "RECONCILIATION_003"), (csv.Status, csv.ErrorCode));
        Assert.Equal(id, (await ListAsync("?size=1")).Content[0].Id);
    }

    [Fact]
    public async Task A_capture_of_ours_that_the_pg_says_nothing_about_makes_no_clean_books_of_today()
    {
        var ct = TestContext.Current.CancellationToken;
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Succeeded(new TransactionKey($"today-{payment.Id}")), ct);
        api.PgBooksAre(PgBooks.Of());
        api.PgLooksUp(PgBooks.Failing(500));

        var answer = await api.OperatorAsync(HttpMethod.Post, "/reconciliations", "{}");

        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        Assert.Equal((HttpStatusCode.BadGateway, "RECONCILIATION_002"), (answer.Status, answer.ErrorCode));
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

    private async Task<long> CountRunsAsync() => (await ListAsync()).TotalElements;

    private async Task<PageAnswer<ReconciliationAnswer>> ListAsync(string page = "") =>
        (await api.OperatorAsync(HttpMethod.Get, $"/reconciliations{page}")).Data<PageAnswer<ReconciliationAnswer>>();

    private sealed class BooksWhole(RunningApi api) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            api.PgBooksAre(PgBooks.Of());
            return ValueTask.CompletedTask;
        }
    }
}
