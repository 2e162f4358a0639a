using System.Text.Json;
using Commerce.Chaos.Schedules;

namespace Commerce.Chaos.Customers;

/// <summary>Toss's payment window at the simulator, used as a browser would.</summary>
/// <param name="back">Where the window sends the buyer back to.</param>
internal sealed class PaymentWindow(Uri pg, Uri back) : IDisposable
{
    private static readonly string[] Fields = ["clientKey", "orderId", "amount", "orderName", "customerKey"];
    private static readonly string[] Ends = ["successUrl", "failUrl"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Where it leads to is read, and not gone to.
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = pg,
        Timeout = Patience,
    };

    /// <returns>The key of the payment that the buyer agreed to; null when the window did not come so far.</returns>
    public async Task<string?> PayAsync(JsonElement checkout, string fate, CancellationToken ct)
    {
        try
        {
            var query = Fields.Select(name => $"{name}={Uri.EscapeDataString(checkout.GetProperty(name).ToString())}")
                .Concat(Ends.Select(name => $"{name}={Uri.EscapeDataString($"{back}")}"));
            using var opened = await _browser.GetAsync(new Uri($"/toss/window?{string.Join('&', query)}", UriKind.Relative), ct);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["pick"] = fate == DrawOrder.Dice ? fate : "fate",
                ["fate"] = fate,
                ["card"] = "4242-4242-4242-4242",
            });
            using var left = await _browser.PostAsync(opened.Headers.Location, form, ct);
            return left.Headers.Location?.Query.Contains("paymentKey=", StringComparison.Ordinal) == true
                ? Uri.UnescapeDataString(opened.Headers.Location!.ToString().Split('/')[^1])
                : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _browser.Dispose();
}
