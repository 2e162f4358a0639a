using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Commerce.AppHost.Demo;

/// <summary>The simulator's Toss: its payment window as a browser uses it, its console and its books as the merchant does.</summary>
/// <param name="secretKey">What the merchant proves himself with.</param>
/// <param name="back">Where the window leads back to.</param>
internal sealed class DemoWindow(Uri pg, string secretKey, Uri back) : IDisposable
{
    private static readonly string[] Fields = ["clientKey", "orderId", "amount", "orderName", "customerKey"];
    private static readonly string[] Ends = ["successUrl", "failUrl"];
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);

    // Where the window leads to is read, and not gone to.
    private readonly HttpClient _pg = new(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null })
    {
        BaseAddress = pg,
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{secretKey}:"))),
        },
    };

    /// <summary>Opens the window and does there what the buyer does.</summary>
    /// <returns>The payment's key, to be confirmed; null when he did not agree.</returns>
    public async Task<string?> PayAsync(JsonNode checkout, DemoBuyer buyer, CancellationToken ct)
    {
        var query = Fields.Select(name => $"{name}={Uri.EscapeDataString(checkout[name]!.ToString())}")
            .Concat(Ends.Select(name => $"{name}={Uri.EscapeDataString($"{back}")}"));
        var window = await LocationAsync(_pg.GetAsync(new Uri($"/toss/window?{string.Join('&', query)}", UriKind.Relative), ct));
        if (window is null)
        {
            return null;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["pick"] = buyer.Pick,
            ["card"] = DemoCard.For("approved"),
            ["fate"] = buyer.Fate ?? "",
        });
        var led = await LocationAsync(_pg.PostAsync(window, form, ct));
        return led?.OriginalString.Contains("paymentKey=", StringComparison.Ordinal) == true
            ? Uri.UnescapeDataString(window.OriginalString.Split('/')[^1])
            : null;
    }

    /// <summary>Gives a part back in the console.</summary>
    public async Task GiveBackAsync(string paymentKey, long won, CancellationToken ct)
    {
        using var response = await _pg.PostAsJsonAsync(
            $"/toss/v1/payments/{Uri.EscapeDataString(paymentKey)}/cancel",
            new { cancelReason = "The buyer asked on the telephone", cancelAmount = won }, ct);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the books of these days have of each attempt, by its name: won taken and not given back.</summary>
    public async Task<IReadOnlyDictionary<string, long>> NetAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var days = $"startDate={start.ToOffset(Seoul):yyyy-MM-dd}&endDate={end.ToOffset(Seoul):yyyy-MM-dd}";
        var lines = await _pg.GetFromJsonAsync<JsonArray>($"/toss/v1/transactions?{days}&limit=5000", ct);
        return lines!.GroupBy(line => (string)line!["orderId"]!)
            .ToDictionary(attempt => attempt.Key, attempt => attempt.Sum(line => (long)line!["amount"]!));
    }

    public void Dispose() => _pg.Dispose();

    private static async Task<Uri?> LocationAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return response.Headers.Location;
    }
}
