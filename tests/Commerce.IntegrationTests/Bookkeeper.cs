using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Commerce.TestHost;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>An operator who compares books over HTTP, and what the PG says of its own.</summary>
internal sealed class Bookkeeper(Shop shop)
{
    private const string Path = "/api/v1/reconciliations";

    public async Task<(HttpStatusCode Status, JsonNode Body)> CompareAsync(DateOnly day)
    {
        using var response = await SendAsync(HttpMethod.Post, Path, new { date = day });
        return (response.StatusCode, await ReadAsync(response));
    }

    public async Task<JsonNode> RunAsync(long id)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{Path}/{id}");
        return (await ReadAsync(response.EnsureSuccessStatusCode()))["data"]!;
    }

    /// <summary>The lines of the CSV without its header.</summary>
    public async Task<string[]> CsvAsync(long id)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{Path}/{id}", accept: "text/csv");
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
    }

    /// <summary>Compares a day whose books must be readable.</summary>
    public async Task<JsonNode> ComparedAsync(DateOnly day)
    {
        var (status, body) = await CompareAsync(day);
        return status == HttpStatusCode.Created ? body["data"]! : throw new InvalidOperationException($"{status} {body}\n{shop.Stack.OutputTail()}");
    }

    /// <summary>Captured, cancelled and net of a day as the PG itself adds them up.</summary>
    public async Task<(long Captured, long Cancelled, long Net)> PgSumsAsync(DateOnly day)
    {
        var sums = (await shop.Pg.GetFromJsonAsync<JsonNode>($"/api/v1/books/summary?date={day:yyyy-MM-dd}", TestContext.Current.CancellationToken))!["data"]!;
        return (sums["capturedAmount"]!.GetValue<long>(), sums["cancelledAmount"]!.GetValue<long>(), sums["netAmount"]!.GetValue<long>());
    }

    public static (long Captured, long Cancelled, long Net) SumsOf(JsonNode run, string side) =>
        (run[side]!["captured"]!.GetValue<long>(), run[side]!["cancelled"]!.GetValue<long>(), run[side]!["net"]!.GetValue<long>());

    /// <summary>The day in Seoul on which the PG was asked for an order.</summary>
    public async Task<DateOnly> DayOfAsync(string transactionKey)
    {
        await using var database = await shop.OpenDatabaseAsync();
        var at = await database.ExecuteScalarAsync<DateTime>(
            "SELECT created_at + INTERVAL 9 HOUR FROM paymentgateway.payments WHERE transaction_key = @transactionKey", new { transactionKey });
        return DateOnly.FromDateTime(at);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? accept = null)
    {
        using var api = shop.Stack.CreateClient(StackResources.Api);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Operator-Key", ShopSettings.OperatorKey);
        request.Headers.TryAddWithoutValidation("Accept", accept is null ? [] : [accept]);
        return await api.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
}
