using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Commerce.IntegrationTests.Windows;

/// <summary>A buyer at the gateway's payment window, by HTTP and without a browser.</summary>
/// <param name="back">Where the window leads back to.</param>
internal sealed class WindowBuyer(Uri pg, Uri back) : IDisposable
{
    // Where the window leads to is read, and not gone to.
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = pg };

    /// <summary>Opens the window and agrees to pay there.</summary>
    /// <param name="fate">What the confirm is to meet.</param>
    /// <returns>The payment's key, as the window tells it to the shop's page.</returns>
    public async Task<string> AgreeAsync(CheckoutBlock checkout, string fate) =>
        (await LeaveAsync(checkout, new() { ["pick"] = "fate", ["fate"] = fate }))["paymentKey"].ToString();

    /// <summary>Opens the window and closes it again.</summary>
    /// <returns>What the window tells the shop's page.</returns>
    public Task<Dictionary<string, StringValues>> CloseAsync(CheckoutBlock checkout) => LeaveAsync(checkout, new() { ["pick"] = "close" });

    public void Dispose() => _browser.Dispose();

    private async Task<Dictionary<string, StringValues>> LeaveAsync(CheckoutBlock checkout, Dictionary<string, string> picked)
    {
        var query = new Dictionary<string, string?>
        {
            ["clientKey"] = checkout.ClientKey,
            ["orderId"] = checkout.OrderId,
            ["amount"] = $"{checkout.Amount}",
            ["orderName"] = checkout.OrderName,
            ["customerKey"] = checkout.CustomerKey,
            ["successUrl"] = $"{back}",
            ["failUrl"] = $"{back}",
        };
        var ct = TestContext.Current.CancellationToken;
        var window = await LocationAsync(
            _browser.GetAsync(new Uri(QueryHelpers.AddQueryString("/toss/window", query), UriKind.Relative), ct));
        using var form = new FormUrlEncodedContent(picked);
        var shop = await LocationAsync(_browser.PostAsync(window, form, ct));
        return QueryHelpers.ParseQuery(shop.Query);
    }

    private static async Task<Uri> LocationAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!;
    }
}

/// <summary>What the shop gives to its page to open the window with.</summary>
internal sealed record CheckoutBlock(string ClientKey, string OrderId, long Amount, string OrderName, string CustomerKey);
