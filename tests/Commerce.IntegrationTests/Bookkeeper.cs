using System.Net;
using System.Net.Http.Json;
using Commerce.TestHost;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>An operator who compares books over HTTP, and what the PG says of its own.</summary>
/// <param name="api">Null: the stack's own API.</param>
/// <param name="gateway">Whose books; null: the PG's.</param>
internal sealed class Bookkeeper(Shop shop, HttpClient? api = null, string? gateway = null)
{
    private const string Path = "/api/v1/reconciliations";

    public Task<Answer> CompareAsync(DateOnly day) => SendAsync(HttpMethod.Post, Path, new { date = day, gateway });

    public Task<Answer> RunAsync(long id) => SendAsync(HttpMethod.Get, $"{Path}/{id}");

    /// <summary>The lines of the CSV without its header.</summary>
    public async Task<string[]> CsvAsync(long id)
    {
        var answer = await SendAsync(HttpMethod.Get, $"{Path}/{id}", accept: "text/csv");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
    }

    /// <summary>Compares a day whose books must be readable.</summary>
    public async Task<ReconciliationAnswer> ComparedAsync(DateOnly day)
    {
        var answer = await CompareAsync(day);
        return answer.Status == HttpStatusCode.Created
            ? answer.Data<ReconciliationAnswer>(HttpStatusCode.Created)
            : throw new InvalidOperationException($"{answer}\n{shop.Stack.OutputTail()}");
    }

    /// <summary>Captured, cancelled and net of a day as the PG itself adds them up.</summary>
    public async Task<BookSums> PgSumsAsync(DateOnly day)
    {
        var answer = await shop.Pg.GetAnswerAsync($"/api/v1/books/summary?date={day:yyyy-MM-dd}", TestContext.Current.CancellationToken);
        var summary = answer.Data<PgBooksSummary>();
        return new BookSums(summary.CapturedAmount, summary.CancelledAmount, summary.NetAmount);
    }

    /// <summary>The day in Seoul on which the PG was asked for an order.</summary>
    public async Task<DateOnly> DayOfAsync(string transactionKey)
    {
        await using var database = await shop.OpenDatabaseAsync();
        var at = await database.ExecuteScalarAsync<DateTime>(
            "SELECT created_at + INTERVAL 9 HOUR FROM paymentgateway.payments WHERE transaction_key = @transactionKey",
            new { transactionKey });
        return DateOnly.FromDateTime(at);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? accept = null)
    {
        using var ofTheStack = api is null ? shop.Stack.CreateClient(StackResources.Api) : null;
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Operator-Key", ShopSettings.OperatorKey);
        request.Headers.TryAddWithoutValidation("Accept", accept is null ? [] : [accept]);
        using var response = await (api ?? ofTheStack!).SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    private sealed record PgBooksSummary(long CapturedAmount, long CancelledAmount, long NetAmount);
}
