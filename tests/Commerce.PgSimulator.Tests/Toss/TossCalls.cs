using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>What a merchant of Toss and his buyer's browser do, byte by byte.</summary>
internal static class TossCalls
{
    private static readonly HttpClient Browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Opens a window for an order of its own.</summary>
    public static async Task<TossOrder> OpenAsync(this Simulator pg, long amount = 5_000, string? orderId = null)
    {
        orderId ??= $"order-{Guid.NewGuid():N}";
        var (status, location) = await pg.OpenAsync(pg.Window(orderId, amount));
        Assert.Equal(303, status);
        return new TossOrder(Uri.UnescapeDataString(location!.ToString().Split('/')[^1]), orderId, amount);
    }

    /// <summary>What the merchant's page opens the window with.</summary>
    public static Dictionary<string, string?> Window(this Simulator pg, string orderId, long amount) => new()
    {
        ["clientKey"] = TossSimulator.ClientKey,
        ["orderId"] = orderId,
        ["amount"] = $"{amount}",
        ["orderName"] = "Two <shirts>",
        ["customerKey"] = "c_0123456789",
        ["successUrl"] = $"{pg.Merchant.Address}/callback/success?own=1",
        ["failUrl"] = $"{pg.Merchant.Address}/callback/fail",
    };

    public static async Task<(int Status, Uri? Location)> OpenAsync(this Simulator pg, Dictionary<string, string?> query)
    {
        using var answer = await Browser.GetAsync(
            new Uri(pg.Http.BaseAddress!, QueryHelpers.AddQueryString("/toss/window", query)), TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.Location);
    }

    /// <summary>Picks what happens in the window; the answer is where the browser is sent.</summary>
    public static async Task<(int Status, Uri? Location)> PickAsync(
        this Simulator pg, TossOrder order, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await Browser.PostAsync(
            new Uri(pg.Http.BaseAddress!, $"/toss/window/{Uri.EscapeDataString(order.PaymentKey)}"), content,
            TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.Location);
    }

    /// <summary>A payment that the buyer agreed to; its confirm meets what is named, or is approved.</summary>
    public static async Task<TossOrder> AgreedAsync(
        this Simulator pg, string fate = "approved", long amount = 5_000, string? orderId = null)
    {
        var order = await pg.OpenAsync(amount, orderId);
        Assert.Equal(303, (await pg.PickAsync(order, ("pick", "fate"), ("fate", fate))).Status);
        return order;
    }

    public static async Task<TossOrder> PaidAsync(this Simulator pg, long amount = 5_000)
    {
        var order = await pg.AgreedAsync(amount: amount);
        Assert.Equal(200, (await pg.ConfirmAsync(order)).Status);
        return order;
    }

    public static Task<Answer> ConfirmAsync(this Simulator pg, TossOrder order, params (string Name, string Value)[] headers) =>
        pg.TossAsync(
            HttpMethod.Post, "payments/confirm",
            JsonSerializer.Serialize(new { paymentKey = order.PaymentKey, orderId = order.OrderId, amount = order.Amount }), headers);

    public static Task<Answer> CancelAsync(
        this Simulator pg, TossOrder order, long? amount = null, long? refundable = null, params (string Name, string Value)[] headers) =>
        pg.TossAsync(
            HttpMethod.Post, $"payments/{order.PaymentKey}/cancel",
            JsonSerializer.Serialize(new { cancelReason = "the buyer asked", cancelAmount = amount, refundableAmount = refundable }),
            headers);

    public static Task<Answer> LookAsync(this Simulator pg, TossOrder order) =>
        pg.TossAsync(HttpMethod.Get, $"payments/{Uri.EscapeDataString(order.PaymentKey)}");

    public static Task<Answer> LookByOrderAsync(this Simulator pg, TossOrder order) =>
        pg.TossAsync(HttpMethod.Get, $"payments/orders/{order.OrderId}");

    /// <summary>Today's books, by the answer of one page.</summary>
    public static Task<Answer> TransactionsAsync(this Simulator pg, string query = "")
    {
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
        return pg.TossAsync(
            HttpMethod.Get, $"transactions?startDate={today.AddDays(-1):yyyy-MM-dd}&endDate={today.AddDays(1):yyyy-MM-dd}{query}");
    }

    public static Task<Answer> TossAsync(
        this Simulator pg, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        pg.TossAsync(TossSimulator.SecretKey + ":", method, path, body, headers);

    /// <param name="credentials">What the basic authentication says.</param>
    public static async Task<Answer> TossAsync(
        this Simulator pg, string credentials, HttpMethod method, string path, string? body = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/toss/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await pg.SendAsync(request);
    }

    /// <summary>Decides what is uncertain; what is not named is off.</summary>
    public static async Task DecideAsync(this Simulator pg, params string[] on)
    {
        var answer = await pg.SendAsync(HttpMethod.Put, "/toss/dials", JsonSerializer.Serialize(on.ToDictionary(dial => dial, _ => true)));
        Assert.True(answer.Status == 200, answer.Text);
    }

    /// <summary>The status of the payment, or the code of the error.</summary>
    public static string? Says(this Answer answer) =>
        answer.Json.TryGetProperty("status", out var status) ? status.GetString() : answer.Json.GetProperty("code").GetString();

    public static void Refused(this Answer answer, int status, string code)
    {
        Assert.Equal(code, answer.Says());
        Assert.Equal(status, answer.Status);
        Assert.NotEqual("", answer.Json.GetProperty("message").GetString());
    }

    /// <summary>The next webhook about that payment; those of others are passed over.</summary>
    public static async Task<Callback> WebhookAsync(this Simulator pg, TossOrder order)
    {
        while (true)
        {
            var webhook = await pg.Merchant.NextAsync(TossSimulator.Mailbox);
            if (webhook.Text.Contains(order.OrderId, StringComparison.Ordinal))
            {
                return webhook;
            }
        }
    }
}

/// <summary>A payment window that was opened.</summary>
internal sealed record TossOrder(string PaymentKey, string OrderId, long Amount);
