using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>What a merchant's client does, byte by byte.</summary>
public static class SimulatorCalls
{
    private const string DiceCard = "1234-5678-9814-1451";

    /// <summary>Sends a payment request of an order of its own, with a callback address of its own.</summary>
    public static async Task<Order> PayAsync(
        this Simulator pg,
        string cardNo = DiceCard,
        long amount = 5_000,
        string userId = "135135",
        string? idempotencyKey = null,
        string? orderId = null)
    {
        orderId ??= $"order-{Guid.NewGuid():N}";
        var body = JsonSerializer.Serialize(
            new { orderId, cardType = "SAMSUNG", cardNo, amount, callbackUrl = pg.Merchant.CallbackUrl(orderId) });
        return new Order(orderId, await pg.PostAsync("/api/v1/payments", body, userId, idempotencyKey));
    }

    public static Task<Answer> PostAsync(
        this Simulator pg, string path, string? body, string? userId = "135135", string? idempotencyKey = null) =>
        pg.SendAsync(HttpMethod.Post, path, body, userId, idempotencyKey);

    public static Task<Answer> GetAsync(this Simulator pg, string path, string? userId = "135135") => pg.SendAsync(
        HttpMethod.Get, path, null, userId);

    public static async Task<Answer> SendAsync(
        this Simulator pg, HttpMethod method, string path, string? body, string? userId = "135135", string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (userId is not null)
        {
            request.Headers.TryAddWithoutValidation("X-USER-ID", userId);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return await pg.SendAsync(request);
    }

    public static Task<Answer> SendAsync(this Simulator pg, HttpRequestMessage request) => pg.Http.AnswerAsync(request);

    public static async Task<Answer> AnswerAsync(this HttpClient client, HttpRequestMessage request)
    {
        var ct = TestContext.Current.CancellationToken;
        using var response = await client.SendAsync(request, ct);
        return new Answer(
            (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(ct));
    }

    /// <summary>Turns the dials; those not named go back to the good day.</summary>
    public static async Task TurnAsync(this Simulator pg, string dials)
    {
        var answer = await pg.SendAsync(HttpMethod.Put, "/api/v1/faults", dials);
        Assert.True(answer.Status == 200, answer.Text);
    }

    /// <summary>Decides the next payments.</summary>
    public static async Task ScriptAsync(this Simulator pg, params string[] outcomes)
    {
        var answer = await pg.PostAsync("/api/v1/faults/script", JsonSerializer.Serialize(new { outcomes }));
        Assert.True(answer.Status == 200, answer.Text);
    }

    /// <summary>Waits until the transaction is no longer PENDING.</summary>
    public static async Task<JsonElement> ConcludedAsync(this Simulator pg, string transactionKey)
    {
        var answer = await Until.TrueAsync(
            () => pg.GetAsync($"/api/v1/payments/{transactionKey}"), answer => answer.Data.GetProperty("status").GetString() != "PENDING");
        return answer.Data;
    }
}

/// <param name="Text">The body as it came.</param>
public sealed record Answer(int Status, string? ContentType, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Data => Json.GetProperty("data");

    public string? Message => Json.GetProperty("meta").GetProperty("message").GetString();
}

/// <summary>A payment request that was sent.</summary>
public sealed record Order(string OrderId, Answer Answer)
{
    public string TransactionKey => Answer.Data.GetProperty("transactionKey").GetString()!;
}
