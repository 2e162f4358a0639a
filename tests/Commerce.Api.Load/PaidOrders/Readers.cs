using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.TestHost;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>Who reads lists over HTTP, their beginnings and their depths, and who compares a day's books.</summary>
internal sealed class Readers : IDisposable
{
    private const int Times = 200;
    private const int PageSize = 20;
    private const string Member = "m1"; // Who placed every hundredth order, and likes every product.

    private const int DeepPage = 98; // The last but two that can be had by their number.

    private static readonly (string What, string List)[] Lists =
    [
        ("a member's orders", "/orders?"),
        ("products by likes", "/products?sort=LIKES_DESC"),
        ("products by price", "/products?sort=PRICE_ASC"),
        ("a member's likes", "/likes?"), ("a member's points", "/points/history?"),
    ];

    private readonly HttpClient _api;

    public Readers(PaidOrdersShop shop)
    {
        _api = new HttpClient { BaseAddress = shop.Stack.AddressOf(StackResources.Api), Timeout = TimeSpan.FromMinutes(20) };
        _api.DefaultRequestHeaders.Add("X-USER-ID", Member);
        _api.DefaultRequestHeaders.Add("X-Operator-Key", PaidOrdersShop.OperatorKey);
    }

    /// <summary>Measures the beginning of every list and a page deep in it, by its number and by cursor.</summary>
    /// <param name="measure">How often something is read, and how.</param>
    public async Task ReadAsync(Func<string, int, Func<Task>, Task> measure)
    {
        foreach (var (what, list) in Lists)
        {
            var path = $"/api/v1{list}&size={PageSize}";
            var first = await PageAsync($"{path}&page=0");
            var deep = Math.Min(DeepPage, first.GetProperty("totalPages").GetInt32() - 2);
            var cursor = (await PageAsync($"{path}&page={deep}")).GetProperty("nextCursor").GetString();
            await measure($"{what}, page 0", Times, () => PageAsync($"{path}&page=0"));
            await measure($"{what}, page {deep} by its number", Times, () => PageAsync($"{path}&page={deep}"));
            await measure($"{what}, page {deep + 1} by cursor", Times, () => PageAsync($"{path}&cursor={cursor}"));
        }
    }

    /// <summary>Compares yesterday's books with the PG's, and wants both to have every line and to agree.</summary>
    /// <param name="orders">How many were placed that day at least.</param>
    public async Task CompareBooksAsync(int orders)
    {
        var yesterday = TimeProvider.System.GetUtcNow().AddHours(9).Date.AddDays(-1);
        using var answer = await _api.PostAsJsonAsync(
            "/api/v1/reconciliations", new { date = yesterday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        var text = await answer.Content.ReadAsStringAsync();
        var run = JsonDocument.Parse(text).RootElement;
        if (!run.TryGetProperty("data", out var data) || data.GetProperty("breakCount").GetInt64() != 0
            || data.GetProperty("pgLines").GetInt64() < orders)
        {
            throw new InvalidOperationException($"The books do not agree: {text[..Math.Min(text.Length, 1_000)]}");
        }
    }

    public void Dispose() => _api.Dispose();

    private async Task<JsonElement> PageAsync(string path) => (await _api.GetFromJsonAsync<JsonElement>(path)).GetProperty("data");
}
